import fc from 'fast-check'
import { beforeAll, expect, test } from 'vitest'
import { endpoints } from '../../src/api/index.ts'
import { ask } from './ask.ts'
import { type OddRequest, oddRequests } from './odd-requests.ts'
import { makeRegistryWorld, type RegistryWorld, storeLogo } from './registry-world.ts'
import { serverFixture } from '../support/fixtures.ts'
import { patience, strength } from '../support/strength.ts'

const server = serverFixture()
let home: RegistryWorld
let foreign: RegistryWorld

const mark = 'Fremdling'

beforeAll(async () => {
  home = await makeRegistryWorld(server.owner, { mark: 'Nordlicht' })
  foreign = await makeRegistryWorld(server.owner, { mark })
  await storeLogo(server, home.operator.id, home.ids['logoId'])
  // everybody is told the operators by name
  await server.owner.query(`update organizations set name = 'Zweitwerk AG' where id = $1`, [foreign.operator.id])
})

/** Some requests succeed, and sign out, rename or remove those who ask: they are let in again. */
async function letIn(): Promise<Record<OddRequest['who'], string>> {
  await server.owner.query(`update memberships set status = 'active', visibility = 'all' where person_id = any ($1)`, [
    [home.staff.id, home.administrator.id],
  ])
  for (const { id, login } of [home.staff, home.administrator]) {
    await server.owner.query('update persons set login = $2 where id = $1', [id, login])
  }
  return {
    staff: await server.signIn(home.staff.login),
    administrator: await server.signIn(home.administrator.login),
    nobody: '',
  }
}

test(
  `of ${strength.malformed} malformed requests none fails on the server, and none brings up anything foreign`,
  async () => {
    const statuses = new Map<number, number>()
    const failures: string[] = []
    const arbitrary = oddRequests({
      organization: home.operator.handle,
      params: home.ids,
      ids: [
        ...Object.values(foreign.ids),
        ...Object.values(home.ids),
        foreign.staff.id,
        foreign.partner.id,
        home.staff.id,
      ],
    })
    for (let sent = 0; sent < strength.malformed; sent += 50) {
      const requests = fc.sample(arbitrary, 50)
      const cookies = await letIn()
      await Promise.all(
        requests.map(async (request) => {
          const { status, text } = await askBy(request.name, { cookie: cookies[request.who], ...request.given }).catch(
            (error: Error) => ({ status: 599, text: error.message }),
          )
          statuses.set(status, (statuses.get(status) ?? 0) + 1)
          if (status >= 500 || text.toLowerCase().includes(mark.toLowerCase())) {
            failures.push(`${JSON.stringify(request).slice(0, 2_000)} ${status} ${text.slice(0, 500)}`)
          }
        }),
      )
    }
    expect(failures.slice(0, 10)).toEqual([])
    expect(server.log).toEqual([])
    // they got far enough: not all of them were sent away at the door
    for (const [status, least] of [
      [200, 50],
      [400, 500],
      [404, 200],
      [422, 300],
    ] as const) {
      expect(statuses.get(status) ?? 0, `${status} of ${JSON.stringify([...statuses])}`).toBeGreaterThan(least)
    }
  },
  patience,
)

function askBy(name: string, given: OddRequest['given']) {
  const endpoint = endpoints.find((one) => one.name === name)
  if (!endpoint) throw new Error(`there is no ${name}`)
  return ask(server.server, endpoint, given)
}
