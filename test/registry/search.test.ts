import { beforeAll, expect, test } from 'vitest'
import { customerList } from '../../src/api/customers.ts'
import { lists } from '../../src/api/index.ts'
import { makeCustomer, makeMembership, makePerson } from '../support/factories.ts'
import { foldText, matches } from '../../src/web/ui/table/fold.ts'
import { partnerFixture, serverFixture } from '../support/fixtures.ts'
import { ask } from './ask.ts'
import { makeListWorld } from './list-world.ts'
import { readPage, readTotal, type Reader, walk } from './walk.ts'

const server = serverFixture()
const { partner } = partnerFixture(server, beforeAll)
let reader: Reader

const names = [
  'Müller Druck',
  'Mueller Bau',
  'MULLER AG',
  'Straßenbau Groß',
  'Grosse Strassen',
  'Ærø Øst',
  'Łódź Sp.',
  'Café d’Été',
  'Blum (IT) Hamburg',
  'Zentrum-Ost/Nord',
  '100% Energie',
  'A_B Technik',
  'Back\\slash',
  'Weiß & Söhne',
  'ŞİŞLİ Kebap',
]

beforeAll(async () => {
  const person = await makePerson(server.owner, { password: null })
  await makeMembership(server.owner, partner, person)
  reader = { server, given: { cookie: await server.signIn(person.login), organization: partner.handle } }
  for (const name of names) await makeCustomer(server.owner, partner, { name })
  // drawn ones have any digits
  await server.owner.query(
    `update customers c set number = 'K' || 90000000 + x.n from (select id, row_number() over () as n from customers) x where x.id = c.id`,
  )
  await server.owner.query(
    `update customers set number = 'K47110815', external_id = 'EX-99.5', city = 'Lüneburg', phone = '+49 4131 7788', email = 'kontakt@blum.example',
       vat_id = 'DE811907980', postal_code = '21335', street = 'Am Sande 5' where name = 'Blum (IT) Hamburg'`,
  )
})

async function found(q: string): Promise<string[]> {
  const { items } = await readPage(reader, customerList, { q, limit: 200 })
  expect((await readTotal(reader, customerList, { q })).value, q).toBe(items.length)
  return items.map((row) => String(row['name'])).toSorted()
}

test.each([
  [
    ['müller', 'muller', 'mueller', 'MÜLLER', 'Mueller', 'MULLER', 'Müller', 'u\u0308ller'],
    ['MULLER AG', 'Mueller Bau', 'Müller Druck'],
  ],
  [
    ['strasse', 'straße', 'STRASSE', 'STRAẞE'],
    ['Grosse Strassen', 'Straßenbau Groß'],
  ],
  [
    ['groß', 'gross', 'GROSS'],
    ['Grosse Strassen', 'Straßenbau Groß'],
  ],
  [
    ['øst', 'ost', 'Øst', 'oest'],
    ['Zentrum-Ost/Nord', 'Ærø Øst'],
  ],
  [['ærø', 'aero', 'aro'], ['Ærø Øst']],
  [['łódź', 'lodz', 'LODZ'], ['Łódź Sp.']],
  [['café', 'cafe', 'ete', 'été', 'd’été'], ['Café d’Été']],
  [['weiss', 'weiß', 'soehne', 'sohne', 'söhne'], ['Weiß & Söhne']],
  [['sisli', 'şişli', 'SISLI', 'ŞİŞLİ'], ['ŞİŞLİ Kebap']],
])('LST-1 %j find each other, whatever the case and the accents', async (words, expected) => {
  for (const word of words) expect.soft(await found(word), word).toEqual(expected.toSorted())
})

test('LST-1 a part of a word is found wherever it stands', async () => {
  for (const q of ['ülle', 'uelle', 'ulle', 'mül', 'ller']) expect.soft(await found(q), q).toContain('Müller Druck')
  for (const q of ['assenb', 'aßenb']) expect.soft(await found(q), q).toEqual(['Straßenbau Groß'])
})

test('LST-1 several words must all match, in whichever column', async () => {
  expect(await found('blum lüneburg')).toEqual(['Blum (IT) Hamburg'])
  expect(await found('  lueneburg   BLUM 7788 ')).toEqual(['Blum (IT) Hamburg'])
  expect(await found('blum reinbek')).toEqual([])
  expect(await found('druck müller')).toEqual(['Müller Druck'])
})

test('LST-1 words under three characters match the beginnings of words', async () => {
  expect(await found('mü')).toEqual(['MULLER AG', 'Mueller Bau', 'Müller Druck'])
  expect(await found('it')).toEqual(['Blum (IT) Hamburg'])
  expect(await found('ha')).toEqual(['Blum (IT) Hamburg'])
  expect(await found('os')).toEqual(['Zentrum-Ost/Nord', 'Ærø Øst'])
  expect(await found('no')).toEqual(['Zentrum-Ost/Nord'])
  expect(await found('ll')).toEqual([])
  expect(await found('ag')).toEqual(['MULLER AG'])
  expect(await found('ød')).toEqual([])
})

test('LST-1 numbers and every other searched column are found', async () => {
  for (const q of [
    'K47110815',
    'k471',
    '110815',
    'EX-99.5',
    'ex-99',
    '21335',
    '7788',
    '+49 4131',
    'kontakt@',
    'blum.example',
    'de8119',
    'am sande',
  ]) {
    expect.soft(await found(q), q).toEqual(['Blum (IT) Hamburg'])
  }
})

test('LST-1 percent, underscore and backslash are what they are', async () => {
  for (const [q, name] of [
    ['100%', '100% Energie'],
    ['0%', '100% Energie'],
    ['a_b', 'A_B Technik'],
    ['k\\s', 'Back\\slash'],
    ['back\\', 'Back\\slash'],
  ] as const) {
    // under three characters only beginnings of words count
    expect.soft(await found(q), q).toEqual(q.length < 3 ? [] : [name])
  }
  for (const q of ['%', '_', '%%%', '___', '\\', '\\\\', 'm%r', 'm_ller', "'", "''; drop", 'a\\_b']) {
    expect.soft(await found(q), q).toEqual([])
  }
})

test('LST-1 nothing typed is nothing searched', async () => {
  for (const q of ['', '   ', '\t']) expect.soft(await found(q)).toHaveLength(names.length)
})

test('LST-1 the searched columns of every list are found, and no others', async () => {
  const world = await makeListWorld(server.owner)
  const cookie = await server.signIn(world.login)
  const staff: Reader = { server, given: { cookie, organization: world.operator.handle } }
  for (const list of lists) {
    const searched = list.columns.filter(({ searchable }) => searchable)
    const all = (await readPage(staff, list, { limit: 200 })).items
    for (const { key } of searched) {
      const row = all.find((one) => one[key] !== null)
      if (!row) throw new Error(`${list.key} has nothing in ${key}`)
      for (const q of [String(row[key]), String(row[key]).toUpperCase()]) {
        const ids = (await walk(staff, list, { q, limit: 50 })).map(({ id }) => id)
        expect.soft(ids, `${list.key} ${key} ${q}`).toContain(row.id)
        expect.soft(ids.length, `${list.key} ${key} ${q}`).toBe((await readTotal(staff, list, { q })).value)
      }
    }
  }
})

test('choices are searched like the list', async () => {
  const given = { ...reader.given, params: { column: 'name' } }
  for (const [search, values] of [
    ['mueller', ['MULLER AG', 'Mueller Bau', 'Müller Druck']],
    ['u\u0308ller', ['MULLER AG', 'Mueller Bau', 'Müller Druck']],
    ['0%', ['100% Energie']],
    ['_', ['A_B Technik']],
    ['\\', ['Back\\slash']],
  ] as const) {
    const reply = await ask(server.server, customerList.choices, { ...given, query: { search } })
    const { items } = reply.json as { items: { value: string }[] }
    expect.soft(items.map(({ value }) => value).toSorted(), search).toEqual([...values].toSorted())
  }
})

test('LST-1 the web marks what the server finds: both fold every letter alike', async () => {
  const letters = Array.from({ length: 0x2000 - 0x20 }, (_, at) => String.fromCodePoint(at + 0x20)).filter((letter) =>
    /[\p{Script=Latin}\p{P}\p{N}]/u.test(letter),
  )
  const { rows } = await server.owner.query<{ letter: string; folded: string }>(
    'select l as letter, text_fold(l) as folded from unnest($1::text[]) l',
    [letters],
  )
  expect(rows.filter(({ letter, folded }) => foldText(letter) !== folded)).toEqual([])
  for (const q of [
    'muller',
    'mueller',
    'müller',
    'gross',
    'groß',
    'strass',
    'aero',
    'lodz',
    'soehne',
    'sohne',
    'ete',
    'sisli',
  ])
    expect(names.filter((name) => matches(name, q)).toSorted(), q).toEqual(await found(q))
})
