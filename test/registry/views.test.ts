import { randomUUID } from 'node:crypto'
import { beforeAll, expect, test, vi } from 'vitest'
import { lists } from '../../src/api/index.ts'
import type { List } from '../../src/api/lists.ts'
import type { SavedView } from '../../src/api/views.ts'
import { makeMembership, makePartner, makePerson } from '../support/factories.ts'
import { serverFixture } from '../support/fixtures.ts'
import { ask, codeOf, fieldsOf, type Given, type Reply, withoutId } from './ask.ts'
import { makeRegistryWorld, makeView, type RegistryWorld } from './registry-world.ts'

// hundreds of requests each, on a machine that is busy with other tests
vi.setConfig({ testTimeout: 90_000 })

const server = serverFixture()
let world: RegistryWorld
let foreign: RegistryWorld
let given: Given

beforeAll(async () => {
  world = await makeRegistryWorld(server.owner, { mark: 'Nordlicht' })
  foreign = await makeRegistryWorld(server.owner, { mark: 'Fremdling' })
  given = { cookie: await server.signIn(world.staff.login), organization: world.operator.handle }
})

const columnsOf = (list: List) => list.columns.slice(0, 3).map(({ key }) => ({ key, width: 120 }))
const stateOf = (reply: Reply) => (reply.json as { state: object }).state
const keep = (list: List, body: object, as: Given = given) => ask(server.server, list.keepSettings, { ...as, body })
const open = (list: List, as: Given = given, query = {}) => ask(server.server, list.settings, { ...as, query })
const save = (list: List, body: object, as: Given = given) =>
  ask(server.server, list.createView, {
    ...as,
    body: { name: `Ansicht ${randomUUID()}`, shared: false, state: {}, ...body },
  })

async function viewsOf(list: List, as: Given): Promise<SavedView[]> {
  return ((await ask(server.server, list.views, as)).json as { items: SavedView[] }).items
}

test('LST-5 settings are of a membership and a list: nobody else, no other organisation and no other list has them', async () => {
  const partner = await makePartner(server.owner, world.operator)
  await makeMembership(server.owner, partner, world.staff)
  const colleague = await makePerson(server.owner, { password: null })
  await makeMembership(server.owner, world.operator, colleague)
  const others = [
    { ...given, organization: partner.handle },
    { ...given, cookie: await server.signIn(colleague.login) },
  ]
  for (const [at, list] of lists.entries()) {
    const state = { columns: columnsOf(list).toReversed(), pinned: 2, limit: 20 + at }
    expect.soft((await keep(list, state)).status, list.key).toBe(204)
    expect.soft(stateOf(await open(list)), list.key).toEqual(state)
    for (const other of others) expect.soft(stateOf(await open(list, other)), list.key).toEqual({})
  }
  for (const [at, list] of lists.entries())
    expect.soft(stateOf(await open(list)), list.key).toMatchObject({ limit: 20 + at })
})

test('LST-6 a view that is not offered is 404 like one that does not exist: foreign, private, of another list, removed', async () => {
  const colleague = await makePerson(server.owner, { password: null })
  await makeMembership(server.owner, world.operator, colleague)
  const other = { ...given, cookie: await server.signIn(colleague.login) }
  for (const [at, list] of lists.entries()) {
    const privateId = ((await save(list, {}, other)).json as SavedView).id
    const removed = await makeView(server.owner, world, list.key)
    await server.owner.query('update saved_views set removed_at = now() where id = $1', [removed])
    const elsewhere = await makeView(server.owner, world, lists[(at + 1) % lists.length]?.key ?? '')
    for (const viewId of [foreign.ids['viewId'] ?? '', privateId, removed, elsewhere]) {
      const requests = (id: string) => [
        ask(server.server, list.page, { ...given, query: { view: id } }),
        ask(server.server, list.total, { ...given, query: { view: id } }),
        ask(server.server, list.csv, { ...given, query: { view: id } }),
        open(list, given, { view: id }),
        ask(server.server, list.updateView, {
          ...given,
          params: { viewId: id },
          body: { name: 'x1' },
          headers: { 'if-match': '"1"' },
        }),
        ask(server.server, list.removeView, { ...given, params: { viewId: id } }),
      ]
      const [replies, nothing] = [await Promise.all(requests(viewId)), await Promise.all(requests(randomUUID()))]
      expect
        .soft(
          replies.map(({ status }) => status),
          list.key,
        )
        .toEqual([404, 404, 404, 404, 404, 404])
      expect.soft(replies.map(withoutId), list.key).toEqual(nothing.map(withoutId))
    }
  }
})

test('LST-6 a view is read, listed and exported by its id, and what is named beside it takes its place', async () => {
  for (const list of lists) {
    const [first, second] = list.columns
    const state = { columns: [{ key: first?.key ?? '' }], sort: list.defaultSort }
    const { id } = (await save(list, { state })).json as SavedView
    const asked = (query: object) => ask(server.server, list.page, { ...given, query: { ...query } })
    const same = await asked({ sort: list.defaultSort, columns: first?.key ?? '' })
    expect.soft((await asked({ view: id })).json, list.key).toEqual(same.json)
    const other = await asked({ sort: list.defaultSort, columns: second?.key ?? '' })
    expect.soft((await asked({ view: id, columns: second?.key ?? '' })).json, list.key).toEqual(other.json)
    const file = await ask(server.server, list.csv, { ...given, query: { view: id } })
    expect.soft(file.text.split('\r\n')[0]?.split(';').length, list.key).toBe(1)
  }
})

test('LST-4 widths, pins, pages and columns are bounded, and what is wrong is named', async () => {
  for (const list of lists) {
    const [key = ''] = list.columns.map((column) => column.key)
    for (const [body, path] of [
      [{ columns: [{ key, width: 39 }] }, 'columns.0.width invalid'],
      [{ columns: [{ key, width: 1_201 }] }, 'columns.0.width invalid'],
      [{ columns: [{ key, width: 80.5 }] }, 'columns.0.width invalid'],
      [{ columns: [{ key, width: '80' }] }, 'columns.0.width invalid'],
      [{ columns: [] }, 'columns missing'],
      [{ columns: Array.from({ length: 101 }, () => ({ key })) }, 'columns invalid'],
      [{ pinned: 4 }, 'pinned invalid'],
      [{ pinned: -1 }, 'pinned invalid'],
      [{ limit: 9 }, 'limit invalid'],
      [{ limit: 201 }, 'limit invalid'],
      [{ q: 'x' }, 'q unknown'],
      [{ width: 1 }, 'width unknown'],
    ] as const) {
      const reply = await keep(list, body)
      expect
        .soft([reply.status, fieldsOf(reply)], `${list.key} ${JSON.stringify(body).slice(0, 60)}`)
        .toEqual([422, [path]])
    }
  }
})

test('LST-12 an unknown column is refused by name, wherever it stands in what is stored', async () => {
  for (const list of lists) {
    for (const [state, path] of [
      [{ columns: [{ key: 'geheim' }] }, 'columns.geheim unknown'],
      [{ sort: '-geheim' }, 'sort.geheim unknown'],
      [{ filter: { geheim: { empty: true } } }, 'filter.geheim unknown'],
      [{ filter: { constructor: { empty: true } } }, 'filter.constructor unknown'],
    ] as const) {
      for (const reply of [await keep(list, state), await save(list, { state })])
        expect
          .soft([reply.status, codeOf(reply), fieldsOf(reply)], list.key)
          .toEqual([400, 'lists.unknown_column', [path]])
      // an address is resolved instead: a column or sort is dropped, a filter shows no rows
      const named =
        'filter' in state
          ? { filter: JSON.stringify(state.filter) }
          : 'sort' in state
            ? { sort: state.sort }
            : { columns: 'geheim' }
      const opened = await open(list, given, named)
      expect.soft(opened.status, list.key).toBe(200)
      expect.soft((opened.json as { unseen: string | null }).unseen === null, list.key).toBe(!('filter' in state))
      expect.soft(opened.text, list.key).not.toContain('geheim')
    }
  }
})

test('names of views are names, with a limit; hostile values are refused or stay what they are', async () => {
  for (const list of lists) {
    for (const name of ['', '   ', 'x'.repeat(61), 'a\u0000b', 'a\nb', '\u202eabc', '...', '\ud800', null, 7, ['x']]) {
      const reply = await save(list, { name })
      expect
        .soft([reply.status, fieldsOf(reply)[0]?.split(' ')[0]], `${list.key} ${JSON.stringify(name)}`)
        .toEqual([422, 'name'])
    }
    for (const name of [
      "Robert'); drop table saved_views;--",
      '<script>alert(1)</script>',
      '{{name}} $1 %s',
      '__proto__',
      '漢字 💥',
    ])
      expect.soft((await save(list, { name })).json, list.key).toMatchObject({ name })
    const column = list.columns.find(({ type, filterable }) => type === 'text' && filterable)
    if (!column) continue
    for (const text of ['a\u0000b', '\ud800', 'x'.repeat(201)]) {
      const reply = await keep(list, { filter: { [column.key]: { contains: text } } })
      expect
        .soft([reply.status, fieldsOf(reply)[0]?.split(' ')[0]], list.key)
        .toEqual([422, `filter.${column.key}.contains`])
    }
    for (const text of ["' or 1=1 --", '%_\\', '\\u0000', '💥', '{{x}}', '"; drop']) {
      const filter = { [column.key]: { contains: text } }
      const { id } = (await save(list, { state: { filter } })).json as SavedView
      expect.soft((await viewsOf(list, given)).find((view) => view.id === id)?.state, list.key).toEqual({ filter })
      expect.soft((await ask(server.server, list.page, { ...given, query: { view: id } })).status, list.key).toBe(200)
    }
    const long = Object.fromEntries(
      list.columns.map(({ key }) => [key, { in: Array.from({ length: 200 }, () => 'x'.repeat(200)) }]),
    )
    expect.soft((await keep(list, { filter: long })).status, list.key).toBe(422)
  }
})

test('ACC-16 a key that a record cannot hold is refused by name too, and nothing is stored', async () => {
  for (const list of lists) {
    const text = '{"filter":{"__proto__":{"equals":"x"}}}'
    const bodies = [
      [list.keepSettings, text, 'filter.__proto__'],
      [list.createView, `{"name":"Ansicht","shared":false,"state":${text}}`, 'state.filter.__proto__'],
    ] as const
    for (const [endpoint, payload, path] of bodies) {
      const reply = await ask(server.server, endpoint, { ...given, payload })
      expect
        .soft([reply.status, codeOf(reply), fieldsOf(reply)], endpoint.name)
        .toEqual([422, 'fields.invalid', [`${path} unknown`]])
    }
  }
})

test('ACC-19 who sees a list as somebody else stores nothing', async () => {
  const subject = await makePerson(server.owner, { password: null })
  await makeMembership(server.owner, world.operator, subject)
  const before = await server.owner.query('select * from list_settings order by 1, 2, 3, 4')
  for (const list of lists) {
    for (const endpoint of [list.keepSettings, list.createView, list.updateView, list.removeView, list.restoreView]) {
      const body = endpoint.body ? { body: { name: 'x1' } } : {}
      const asked = { ...given, query: { viewAs: subject.id }, headers: { 'if-match': '"1"' }, ...body }
      const reply = await ask(server.server, endpoint, asked)
      expect.soft([reply.status, codeOf(reply)], endpoint.name).toEqual([403, 'access.view_as_read_only'])
    }
  }
  expect((await server.owner.query('select * from list_settings order by 1, 2, 3, 4')).rows).toEqual(before.rows)
})
