import { expect, test, vi } from 'vitest'
import { inOrganization } from '../../src/api/endpoint.ts'
import { endpoints } from '../../src/api/index.ts'
import { ask, type Given } from './ask.ts'
import { exampleOf, shownElsewhere } from './examples.ts'
import { makeRegistryWorld } from './registry-world.ts'
import { sceneFixture } from './scene.ts'

// every endpoint, on a machine that is busy with other tests
vi.setConfig({ testTimeout: 90_000 })

const scene = sceneFixture()
const { server, world } = scene

const anId = /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/
const wholeId = new RegExp(`^${anId.source}$`)
const inCapitals = (given: Record<string, string> = {}) =>
  Object.fromEntries(Object.entries(given).map(([key, text]) => [key, wholeId.test(text) ? text.toUpperCase() : text]))

/** The same request with every id in capitals: of the path, the query and the body. */
function shouted(given: Given): Given {
  const { organization, params, query, body } = given
  const place = organization === world.operator.handle ? world.operator.id.toUpperCase() : organization
  const loud = JSON.stringify(body)?.replaceAll(new RegExp(`"${anId.source}"`, 'g'), (id) => id.toUpperCase())
  return {
    ...given,
    ...(place !== undefined && { organization: place }),
    params: inCapitals(params),
    query: inCapitals(query),
    ...(loud !== undefined && { body: JSON.parse(loud) }),
  }
}

const named = endpoints.filter(
  (endpoint) =>
    (inOrganization(endpoint) || /:\w+Id\b/.test(endpoint.path)) &&
    !shownElsewhere.has(endpoint.name) &&
    // one that is told nothing when it begins has nothing to compare
    endpoint.media !== 'events',
)

test('ids are taken in capitals wherever a request names one, and answered in small letters', async () => {
  expect(named.length).toBeGreaterThan(50)
  for (const endpoint of named) {
    const loud = await ask(server.server, endpoint, shouted(await exampleOf(endpoint, scene)))
    expect.soft(loud.status, `${endpoint.name} ${loud.text.slice(0, 300)}`).toBeLessThan(300)
    // what is answered is as it is stored
    expect.soft(loud.text, endpoint.name).not.toMatch(/"[0-9A-F]{8}(-[0-9A-F]{4}){3}-[0-9A-F]{12}"/)
  }
})

test('ids in capitals bring up what those in small letters bring up: rows, and what somebody else sees', async () => {
  const other = await makeRegistryWorld(server.owner, { mark: 'Zweitwerk' })
  const { customerId = '', membershipId = '' } = other.ids
  const staff = { cookie: await server.signIn(other.staff.login), organization: other.operator.handle }
  const below = { cookie: await server.signIn(other.administrator.login), organization: other.partner.handle }
  const asked: [string, Given, Record<string, string>, string][] = [
    ['customers.page', below, { ids: customerId }, customerId],
    ['people.page', staff, { ids: membershipId }, membershipId],
    ['customers.page', { ...staff, organization: below.organization }, { viewAs: other.administrator.id }, customerId],
  ]
  for (const [name, given, query, found] of asked) {
    const endpoint = endpoints.find((one) => one.name === name)
    if (!endpoint) throw new Error(`there is no ${name}`)
    const quiet = await ask(server.server, endpoint, { ...given, query })
    expect.soft(quiet.text, name).toContain(found)
    expect
      .soft((await ask(server.server, endpoint, { ...given, query: inCapitals(query) })).text, name)
      .toBe(quiet.text)
  }
})
