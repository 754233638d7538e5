import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import type { FastifyInstance } from 'fastify'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { portalFixture } from '../../../test/support/fixtures.ts'
import { listenOn } from '../../../test/support/live.ts'
import { openServer } from '../platform/http/server.ts'
import { receiveFile } from './receive.ts'

const portal = portalFixture()
let bare: FastifyInstance
let folder: string
let port: number

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'kontor-receive-'))
  bare = await openServer(portal.services)
  bare.post('/', (request) =>
    receiveFile(request, portal.services, { folder, mostBytes: 2 ** 20 }, { pause: 300, whole: 1500 }),
  )
  port = Number(new URL(await listenOn(bare)).port)
})
afterAll(async () => {
  await bare.close()
  await rm(folder, { recursive: true })
})

const head = '--xx\r\nContent-Disposition: form-data; name="file"; filename="a.csv"\r\nContent-Type: text/csv\r\n\r\n'
const tail = '\r\n--xx--\r\n'

/** Sends a form piece by piece. @returns what was answered, and after how long */
async function send(pieces: readonly string[], every: number): Promise<{ said: string; after: number }> {
  const socket = connect(port, '127.0.0.1')
  const start = performance.now()
  let said = ''
  socket.on('data', (part) => {
    said += String(part)
  })
  // the server may go first
  socket.on('error', () => undefined)
  const closed = new Promise((resolve) => socket.on('close', resolve))
  socket.write(
    `POST / HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\nAccept-Language: de\r\nContent-Type: multipart/form-data; boundary=xx\r\nContent-Length: 100000\r\n\r\n`,
  )
  for (const piece of pieces) {
    if (socket.destroyed) break
    socket.write(piece)
    await pause(every)
  }
  await closed
  return { said, after: performance.now() - start }
}

function expectLate({ said }: { said: string }): void {
  expect(said).toMatch(/^HTTP\/1\.1 408 /)
  expect(said).toMatch(/connection: close/i)
  expect(said).toContain('"code":"request.too_slow"')
  expect(said).toContain('Die Datei kam nicht in der erwarteten Zeit an.')
}

test.each([
  ['before its form begins', []],
  ['in the head of its form', [head.slice(0, 30)]],
  ['in the middle of its file', [head, 'Firma;Ort\r\n']],
])('IMP-2 an upload that stalls %s is ended', async (_, pieces) => {
  const ended = await send(pieces, 0)
  expectLate(ended)
  expect(ended.after).toBeLessThan(1200)
})

test('IMP-2 an upload that comes in small pieces for ever is ended too', async () => {
  const ended = await send([head, ...Array.from({ length: 100 }, () => 'Firma;Ort\r\n')], 50)
  expectLate(ended)
  expect(ended.after).toBeGreaterThan(1400)
  expect(ended.after).toBeLessThan(4000)
})

test('IMP-2 an upload at its own pace arrives whole', async () => {
  const file = 'Firma;Ort\r\n'.repeat(5)
  const reply = await bare.inject({
    method: 'POST',
    url: '/',
    headers: { 'content-type': 'multipart/form-data; boundary=xx' },
    payload: head + file + tail,
  })
  expect(reply.json()).toEqual({ name: 'a.csv', path: join(folder, 'file') })
  expect(await readFile(join(folder, 'file'), 'utf8')).toBe(file)
})
