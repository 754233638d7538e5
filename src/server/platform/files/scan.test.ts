import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { createServer, type Server } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { file, line, makeTeam } from '../../../../test/support/import-team.ts'
import { openPortal } from '../../../../test/support/portal.ts'
import { openLog } from '../log.ts'
import { scanFile } from './scan.ts'

let folder: string
let daemon: Server
let clean: string
let infected: string
let asked: { host: string; port: number }
const lines: string[] = []
const log = openLog('warn', { write: (entry) => void lines.push(entry) })
const eicar = 'EICAR-STANDARD-ANTIVIRUS-TEST-FILE'

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'kontor-scan-'))
  clean = join(folder, 'clean')
  infected = join(folder, 'infected')
  await writeFile(clean, 'x'.repeat(300_000))
  await writeFile(infected, `${'y'.repeat(200_000)}${eicar}`)
  daemon = await openDaemon()
  const address = daemon.address()
  asked = { host: '127.0.0.1', port: typeof address === 'object' && address ? address.port : 0 }
})
afterAll(async () => {
  daemon.close()
  await rm(folder, { recursive: true, force: true })
})

/** Takes a stream as clamd does, and finds one signature. */
async function openDaemon(): Promise<Server> {
  const server = createServer((socket) => {
    let bytes = Buffer.alloc(0)
    socket.on('data', (part) => {
      bytes = Buffer.concat([bytes, part])
      const head = 'zINSTREAM\0'.length
      const pieces: Buffer[] = []
      for (let at = head; at + 4 <= bytes.length; ) {
        const size = bytes.readUInt32BE(at)
        if (size === 0) {
          const found = bytes.toString('latin1', 0, head) === 'zINSTREAM\0' && Buffer.concat(pieces).includes(eicar)
          socket.end(found ? 'stream: Eicar-Signature FOUND\0' : 'stream: OK\0')
          return
        }
        pieces.push(bytes.subarray(at + 4, at + 4 + size))
        at += 4 + size
      }
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return server
}

async function program(script: string): Promise<{ command: string }> {
  const command = join(folder, `scan-${Math.random().toString(36).slice(2)}`)
  await writeFile(command, `#!/bin/sh\n${script}\n`)
  await chmod(command, 0o755)
  return { command }
}

test('IMP-8 without a scanner nothing is asked', async () => {
  await expect(scanFile({ scanners: [] }, log, infected)).resolves.toBeUndefined()
})

test('IMP-8 what the daemon finds is refused, anything else passes', async () => {
  await expect(scanFile({ scanners: [asked] }, log, clean)).resolves.toBeUndefined()
  await expect(scanFile({ scanners: [asked] }, log, infected)).rejects.toMatchObject({
    code: 'files.infected',
    status: 422,
  })
  expect(lines).toEqual([])
})

test('IMP-8 what the program finds is refused, anything else passes', async () => {
  const scanner = await program(`grep -q ${eicar} "$1" && exit 1; exit 0`)
  await expect(scanFile({ scanners: [scanner] }, log, clean)).resolves.toBeUndefined()
  await expect(scanFile({ scanners: [scanner] }, log, infected)).rejects.toMatchObject({ code: 'files.infected' })
})

test('IMP-8 a scanner that cannot be asked, or fails, lets nothing pass', async () => {
  const refused = { code: 'files.not_scanned', status: 503 }
  const silent = createServer((socket) => void socket.end('INSTREAM size limit exceeded. ERROR\0'))
  await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve))
  const address = silent.address()
  const failing = { host: '127.0.0.1', port: typeof address === 'object' && address ? address.port : 0 }
  for (const scanner of [
    { host: '127.0.0.1', port: 1 },
    { socket: join(folder, 'nowhere.sock') },
    failing,
    { command: join(folder, 'nowhere') },
    await program('exit 2'),
  ])
    await expect(scanFile({ scanners: [scanner] }, log, clean), JSON.stringify(scanner)).rejects.toMatchObject(refused)
  silent.close()
  expect(lines.length).toBe(5)
})

test('IMP-8 an upload passes the scanner before anything of it is read', async () => {
  const { command } = await program(`case "$(cat "$1")" in *${eicar}*) exit 1;; *Ausfall*) exit 9;; esac`)
  const portal = await openPortal({ env: { SCAN_COMMAND: command } })
  try {
    const team = await makeTeam(portal)
    expect((await team.upload(file(line('K1')))).status).toBe(201)
    expect(await team.upload(file(line(eicar)))).toMatchObject({ status: 422, body: { code: 'files.infected' } })
    expect(await team.upload(file(line('Ausfall')))).toMatchObject({ status: 503, body: { code: 'files.not_scanned' } })
    const { rows } = await portal.owner.query('select 1 from imports')
    expect(rows).toHaveLength(1)
    expect(portal.log).toHaveLength(1)
  } finally {
    await portal.close()
  }
})
