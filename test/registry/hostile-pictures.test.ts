import { afterAll, beforeAll, expect, test } from 'vitest'
import { makeMembership, makeOperator, makePartner, makePerson, type Organization } from '../support/factories.ts'
import { hostilePictures, leftBehind } from '../support/hostile-pictures.ts'
import { putLogo } from '../support/logos.ts'
import { startTestServer, type TestServer } from '../support/server.ts'

let server: TestServer
let partner: Organization
let cookie: string

beforeAll(async () => {
  server = await startTestServer()
  partner = await makePartner(server.owner, await makeOperator(server.owner))
  const person = await makePerson(server.owner)
  await makeMembership(server.owner, partner, person)
  cookie = await server.signIn(person.login)
})
afterAll(() => server.close())

test('TEN-2 there are thirty of them', () => {
  expect(Object.keys(hostilePictures).length).toBeGreaterThanOrEqual(30)
})

test.each(Object.entries(hostilePictures))(
  'TEN-2 %s is refused with a remedy, or kept clean',
  async (_, { make, name, code, size }) => {
    const content = await make()
    const memory = process.memoryUsage().rss
    const started = performance.now()
    const sent = await putLogo(server.server, cookie, partner.handle, content, name)
    expect(performance.now() - started).toBeLessThan(5_000)
    expect(process.memoryUsage().rss - memory).toBeLessThan(200 * 2 ** 20)
    expect(sent.fields.map((field) => [field.path, field.code])).toEqual(code ? [['file', code]] : [])
    if (!sent.logo) {
      expect([422, 413]).toContain(sent.status)
      // a remedy behind what is wrong
      expect(sent.fields[0]?.message).toMatch(/\. .*(Speichern|Wählen|Verkleinern|Öffnen) Sie.*\.$/)
      return
    }
    expect([sent.status, sent.logo.width, sent.logo.height]).toEqual([200, ...(size ?? [])])
    const url = `/api/v1/o/${partner.handle}/logos/${sent.logo.id}`
    const kept = await server.server.inject({ url, headers: { cookie } })
    expect(kept.headers['content-type']).toBe('image/png')
    expect(kept.rawPayload.readUInt32BE(16)).toBe(sent.logo.width)
    expect(kept.rawPayload.subarray(-8).toString('latin1')).toBe('IEND\xaeB`\x82')
    expect(leftBehind.filter((trace) => kept.rawPayload.includes(trace))).toEqual([])
  },
  20_000,
)

test('TEN-2 a refusal names both sizes', async () => {
  const wide = await putLogo(
    server.server,
    cookie,
    partner.handle,
    await (hostilePictures['a PNG one pixel too wide']?.make() ?? Buffer.alloc(0)),
  )
  expect(wide.fields[0]?.message).toMatch(/401 × 120 .* 400 × 120/)
  const heavy = await putLogo(
    server.server,
    cookie,
    partner.handle,
    await (hostilePictures['a PNG of 257 KiB']?.make() ?? Buffer.alloc(0)),
  )
  expect([heavy.status, heavy.code]).toEqual([413, 'files.too_large'])
  expect(heavy.fields[0]?.message).toMatch(/25[789] KB.* 256 KB/)
})
