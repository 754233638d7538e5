import { execFile } from 'node:child_process'
import { createReadStream } from 'node:fs'
import { connect, type Socket } from 'node:net'
import type { Config, Scanner } from '../config.ts'
import { Refusal } from '../errors.ts'
import type { Log } from '../log.ts'

const patience = 60_000

/**
 * Has a file looked at by the virus scanners of the settings, before anybody opens it.
 *
 * @throws Refusal 422 where something was found; 503 where a scanner cannot be asked: then nothing is accepted
 */
export async function scanFile({ scanners }: Pick<Config, 'scanners'>, log: Log, path: string): Promise<void> {
  for (const scanner of scanners) {
    const found = await ask(scanner, path).catch((error: unknown) => {
      log.error({ err: error }, 'the virus scanner does not answer; uploads are refused')
      throw new Refusal('files.not_scanned', { retryAfter: 30 })
    })
    if (found) throw new Refusal('files.infected')
  }
}

function ask(scanner: Scanner, path: string): Promise<boolean> {
  return 'command' in scanner ? askCommand(scanner.command, path) : askClamd(scanner, path)
}

/** As `clamdscan` and its like tell it: 0 nothing, 1 something, anything else a failure. */
function askCommand(command: string, path: string): Promise<boolean> {
  return new Promise((resolve, reject) => {
    execFile(command, [path], { timeout: patience }, (error) => {
      if (!error) resolve(false)
      else if (error.code === 1) resolve(true)
      else reject(new Error('the scanner has failed', { cause: error }))
    })
  })
}

// as large as clamd takes a piece
const pieceSize = 64 * 1024

async function askClamd(address: { host: string; port: number } | { socket: string }, path: string): Promise<boolean> {
  const socket = 'socket' in address ? connect(address.socket) : connect(address.port, address.host)
  socket.setTimeout(patience, () => socket.destroy(new Error('no answer in time')))
  const answer = answerOf(socket)
  // it may fail before anybody waits for it
  answer.catch(() => undefined)
  try {
    await write(socket, Buffer.from('zINSTREAM\0'))
    for await (const part of createReadStream(path, { highWaterMark: pieceSize }) as AsyncIterable<Buffer>) {
      const size = Buffer.alloc(4)
      size.writeUInt32BE(part.length)
      await write(socket, Buffer.concat([size, part]))
    }
    await write(socket, Buffer.alloc(4))
    const said = await answer
    if (/: OK\0?$/.test(said)) return false
    if (/ FOUND\0?$/.test(said)) return true
    throw new Error(`clamd says ${said}`)
  } finally {
    socket.destroy()
  }
}

function write(socket: Socket, bytes: Buffer): Promise<void> {
  return new Promise((resolve, reject) => socket.write(bytes, (error) => (error ? reject(error) : resolve())))
}

function answerOf(socket: Socket): Promise<string> {
  return new Promise((resolve, reject) => {
    let said = ''
    socket.on('data', (part) => {
      said += part.toString()
    })
    socket.once('error', reject)
    socket.once('close', () => resolve(said))
  })
}
