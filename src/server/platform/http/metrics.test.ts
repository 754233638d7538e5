import { beforeAll, expect, test } from 'vitest'
import { partnerFixture, portalFixture } from '../../../../test/support/fixtures.ts'
import { listenOn, openStream } from '../../../../test/support/live.ts'
import { makeMember } from '../../../../test/support/members.ts'
import { openPortal, type Portal } from '../../../../test/support/portal.ts'

const token = 'a-token-of-some-length'
const portal = portalFixture({ env: { METRICS_TOKEN: token } })
/** reached by its own machine alone */
const local = portalFixture(() => ({ database: portal.database, env: { KONTOR_URL: 'http://localhost:3000' } }))
const { operator, partner } = partnerFixture(portal, beforeAll)

async function read({ server }: Portal, headers: Record<string, string> = {}, remoteAddress = '127.0.0.1') {
  const { statusCode, payload } = await server.inject({ url: '/metrics', headers, remoteAddress })
  return { status: statusCode, text: payload }
}

const bearer = (value: string) => ({ authorization: `Bearer ${value}` })

test('who brings the token reads them, from anywhere; for everybody else there are none', async () => {
  expect((await read(portal, bearer(token), '192.0.2.7')).status).toBe(200)
  for (const headers of [{}, bearer('a-token-of-some-lengtH'), bearer(''), { authorization: token }]) {
    expect((await read(portal, headers)).status).toBe(404)
  }
})

test('without a token this machine reads them, where the portal is not offered to others', async () => {
  expect((await read(local)).status).toBe(200)
  expect((await read(local, {}, '::1')).status).toBe(200)
  expect((await read(local, {}, '192.0.2.7')).status).toBe(404)
  expect((await read(local, { 'x-forwarded-for': '127.0.0.1' }, '192.0.2.7')).status).toBe(404)
  const open = await openPortal({ database: portal.database })
  expect((await read(open)).status).toBe(404)
  await open.close()
})

test('requests, pool, streams, jobs and process are told, and nobody by id or name', async () => {
  const { browser, person } = await makeMember(portal, partner)
  await browser.call('GET', `/o/${partner.handle}/customers`)
  await browser.call('GET', `/o/${partner.handle}/nothing`)
  const url = await listenOn(portal.server)
  const stream = await openStream(url, browser.cookie, partner.handle)
  await portal.services.jobs.send(null, 'events', { operator: operator.id, event: operator.id })
  const { text } = await read(portal, bearer(token))
  for (const line of [
    'kontor_http_requests_total{method="GET",route="/api/v1/o/:organization/customers",status="200"} 1',
    'kontor_http_requests_total{method="GET",route="unknown",status="404"} 1',
    'kontor_http_request_duration_seconds_count{method="GET",route="/api/v1/o/:organization/customers"} 1',
    'kontor_live_streams 1',
    'kontor_jobs{queue="events",state="created"} 1',
  ]) {
    expect(text).toContain(line)
  }
  expect(text).toMatch(/^kontor_database_connections\{state="idle"\} \d+$/m)
  expect(text).toMatch(/^kontor_outbox_lag_seconds [\d.e-]+$/m)
  expect(text).toMatch(/^process_resident_memory_bytes \d+$/m)
  const told = [operator.id, operator.handle, partner.id, partner.handle, person.id, person.name, person.login]
  expect(told.filter((word) => text.includes(word))).toEqual([])
  stream.close()
  await expect.poll(async () => (await read(portal, bearer(token))).text).toContain('kontor_live_streams 0')
})
