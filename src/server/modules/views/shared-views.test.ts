import { beforeEach, expect, test } from 'vitest'
import { makeCustomer } from '../../../../test/support/factories.ts'
import { portalFixture } from '../../../../test/support/fixtures.ts'
import type { Member } from '../../../../test/support/members.ts'
import {
  hamburg,
  listPath,
  makeViewReader,
  offeredViews,
  saveView,
  viewFixture,
} from '../../../../test/support/views.ts'

const portal = portalFixture()
const scene = viewFixture(portal)

const sentences = {
  de: 'Diese Ansicht verwendet etwas, das Sie nicht sehen können',
  en: 'This view uses something you cannot see',
}

async function rowsOf(member: Member, search: string) {
  const { status, body: page } = await member.browser.call('GET', listPath(scene.partner, search))
  expect(status, JSON.stringify(page)).toBe(200)
  const items = page['items'] as { name: string }[]
  return { names: items.map(({ name }) => name), unseen: page['unseen'], text: JSON.stringify(page), items }
}

beforeEach(async () => {
  for (const [of, name, city] of [
    [scene.partner, 'Ahlers Kunde', 'Hamburg'],
    [scene.partner, 'Bader Kunde', 'Hameln'],
    [scene.partner, 'Cramer Kunde', 'Kiel'],
    [scene.operator, 'Dorn Kunde', 'Hamburg'],
  ] as const) {
    const id = await makeCustomer(portal.owner, of, { name })
    await portal.owner.query(`update customers set city = $2, email = 'geheim@firma.example' where id = $1`, [id, city])
  }
})

test('visibility decides the rows, whoever made the view', async () => {
  const { id } = await saveView(scene.staff, scene.operator, {
    shared: true,
    state: { ...hamburg, columns: undefined },
  })
  const readers = {
    all: await makeViewReader(portal, scene, { visibility: 'all' }),
    own: await makeViewReader(portal, scene, { visibility: 'own' }),
    none: await makeViewReader(portal, scene, { visibility: 'none' }),
  }
  await portal.owner.query(`update customers set contact_id = $1 where name = 'Bader Kunde' and operator_id = $2`, [
    readers.own.person.id,
    scene.operator.id,
  ])
  expect((await rowsOf(readers.all, `?view=${id}`)).names).toEqual(['Bader Kunde', 'Ahlers Kunde'])
  expect((await rowsOf(readers.own, `?view=${id}`)).names).toEqual(['Bader Kunde'])
  expect((await rowsOf(readers.none, `?view=${id}`)).names).toEqual([])
  for (const reader of Object.values(readers)) {
    expect((await rowsOf(reader, `?view=${id}`)).unseen).toBeUndefined()
    const total = (await reader.browser.call('GET', listPath(scene.partner, `/total?view=${id}`))).body['value']
    expect(total).toBe((await rowsOf(reader, `?view=${id}`)).names.length)
  }
})

test('hidden columns and sorts are dropped; the rows are those of the same request without them', async () => {
  const asked = {
    filter: { status: { in: ['customer'] } },
    sort: '-email,name',
    columns: [{ key: 'name' }, { key: 'email', width: 200 }],
  }
  const { id } = await saveView(scene.staff, scene.operator, { shared: true, state: asked })
  const reader = await makeViewReader(portal, scene, { visibility: 'all', hidden: ['email'] })
  const [view] = await offeredViews(reader, scene.partner)
  expect(view).toMatchObject({ unseen: null, state: { sort: 'name', columns: [{ key: 'name' }] } })
  const page = await rowsOf(reader, `?view=${id}`)
  expect(page.items).toEqual((await rowsOf(reader, '?filter=status:in=customer&sort=name&columns=name')).items)
  const csv = await portal.server.inject({
    url: `/api/v1${listPath(scene.partner, `.csv?view=${id}`)}`,
    headers: { cookie: reader.browser.cookie },
  })
  expect(csv.payload.split('\r\n')[0]).toBe('\uFEFFFirma')
  for (const text of [page.text.replace(/"columns":\[.*?\]/, ''), JSON.stringify(view), csv.payload])
    expect(text).not.toMatch(/e-?mail|geheim/i)
})

test.each(['de', 'en'] as const)(
  'a filter by something hidden: no rows, and the sentence without the name (%s)',
  async (language) => {
    const { id } = await saveView(scene.staff, scene.operator, { name: 'Nach Ort', shared: true })
    const reader = await makeViewReader(portal, scene, { visibility: 'all', hidden: ['city'], language })
    const page = await rowsOf(reader, `?view=${id}`)
    expect([page.names, page.unseen]).toEqual([[], sentences[language]])
    const [view] = await offeredViews(reader, scene.partner)
    const opened = (await reader.browser.call('GET', listPath(scene.partner, `/settings?view=${id}`))).body
    expect(view).toMatchObject({ name: 'Nach Ort', state: null, unseen: sentences[language] })
    expect(opened).toMatchObject({ state: {}, unseen: sentences[language] })
    expect((await reader.browser.call('GET', listPath(scene.partner, `/total?view=${id}`))).body).toEqual({
      value: 0,
      exact: true,
    })
    for (const text of [page.text, JSON.stringify(view), JSON.stringify(opened)]) expect(text).not.toMatch(/city|Ham/)
    // who names it is told the name; who replaces the filter has rows again
    const named = await reader.browser.call('GET', listPath(scene.partner, '?filter=city:contains=Ham'))
    expect(named).toMatchObject({ status: 400, body: { fields: [{ path: 'filter.city' }] } })
    expect((await rowsOf(reader, `?view=${id}&sort=name`)).names).toEqual([
      'Ahlers Kunde',
      'Bader Kunde',
      'Cramer Kunde',
    ])
    // an address is resolved alike
    const linked = (await reader.browser.call('GET', listPath(scene.partner, '/settings?filter=city:contains=Ham')))
      .body
    expect(linked).toMatchObject({ state: {}, unseen: sentences[language] })
  },
)
