import { beforeAll, expect, test } from 'vitest'
import { makeMembership, makePerson } from '../support/factories.ts'
import { partnerFixture, serverFixture } from '../support/fixtures.ts'
import { hostilePictures, leftBehind } from '../support/hostile-pictures.ts'
import { putLogo } from '../support/logos.ts'
import { colourAt, exif, pngChunk, pngOf, withChunks } from '../support/pictures.ts'

const server = serverFixture()
const { partner } = partnerFixture(server, beforeAll)
let cookie: string

beforeAll(async () => {
  const person = await makePerson(server.owner)
  await makeMembership(server.owner, partner, person)
  cookie = await server.signIn(person.login)
})

test('TEN-2 there are thirty of them', () => {
  expect(Object.keys(hostilePictures).length).toBeGreaterThanOrEqual(30)
})

const all = Object.entries(hostilePictures)

/** Uploads a file; whatever it is, that costs little. */
async function send({ make, name }: (typeof hostilePictures)[string]) {
  const content = await make()
  const before = process.memoryUsage().rss
  let most = before
  // pictures are unpacked beside the event loop
  const watch = setInterval(() => {
    most = Math.max(most, process.memoryUsage().rss)
  }, 2)
  const started = performance.now()
  const sent = await putLogo(server.server, cookie, partner.handle, content, name)
  clearInterval(watch)
  expect(performance.now() - started).toBeLessThan(5_000)
  expect(most - before).toBeLessThan(100 * 2 ** 20)
  return sent
}

test.each(all.filter(([, { code }]) => code))('TEN-2 %s is refused with a remedy', async (_, picture) => {
  const { status, fields } = await send(picture)
  expect(status).toBe(picture.code === 'file_over' ? 413 : 422)
  expect(fields).toMatchObject([{ path: 'file', code: picture.code }])
  // a remedy behind what is wrong
  expect(fields[0]?.message).toMatch(/\. .*(Speichern|Wählen|Verkleinern|Öffnen) Sie.*\.$/)
})

test.each(all.filter(([, { code }]) => !code))('TEN-2 %s is kept clean', async (_, picture) => {
  const { status, logo, fields } = await send(picture)
  expect(fields).toEqual([])
  expect([status, logo?.width, logo?.height]).toEqual([200, ...(picture.size ?? [])])
  const url = `/api/v1/o/${partner.handle}/logos/${logo?.id}`
  const kept = await server.server.inject({ url, headers: { cookie } })
  expect(kept.headers['content-type']).toBe('image/png')
  expect([kept.rawPayload.readUInt32BE(16), kept.rawPayload.readUInt32BE(20)]).toEqual(picture.size)
  expect(kept.rawPayload.subarray(-8).toString('latin1')).toBe('IEND\xaeB`\x82')
  expect(leftBehind.filter((trace) => kept.rawPayload.includes(trace))).toEqual([])
})

test('TEN-2 a turned picture stands upright', async () => {
  // red grows to the right: turned to the right, it grows downward
  const turned = withChunks(await pngOf(60, 40), pngChunk('eXIf', exif(6, '')))
  const { logo } = await putLogo(server.server, cookie, partner.handle, turned)
  const url = `/api/v1/o/${partner.handle}/logos/${logo?.id}`
  const { rawPayload } = await server.server.inject({ url, headers: { cookie } })
  const [[top], [bottom]] = [await colourAt(rawPayload, 20, 2), await colourAt(rawPayload, 20, 57)]
  const [[, left], [, right]] = [await colourAt(rawPayload, 2, 30), await colourAt(rawPayload, 37, 30)]
  expect([top < 50, bottom > 200, left > 200, right < 50]).toEqual([true, true, true, true])
})

test('TEN-2 a refusal names both sizes', async () => {
  const of = async (name: string) =>
    putLogo(server.server, cookie, partner.handle, (await hostilePictures[name]?.make()) ?? Buffer.alloc(0))
  const wide = await of('a PNG one pixel too wide')
  expect(wide.fields[0]?.message).toMatch(/401 × 120 .* 400 × 120/)
  const heavy = await of('a PNG of 257 KiB')
  expect([heavy.status, heavy.code]).toEqual([413, 'files.too_large'])
  expect(heavy.fields[0]?.message).toMatch(/25[789] KB.* 256 KB/)
})
