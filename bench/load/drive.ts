import { connect, type Socket } from 'node:net'

/** A request as it goes over the wire, again and again. */
export interface Shot {
  method?: 'GET' | 'PUT'
  path: string
  headers?: Record<string, string>
  body?: string
}

export interface Result {
  perSecond: number
  p50: number
  p99: number
  bytes: number
}

/**
 * Drives a server on the loopback address with keep-alive connections, each waiting for its reply. The client shares the
 * machine with what it measures, so it does as little as it can: bytes out, length in.
 *
 * @param next what the next request is; called once per request
 */
export async function drive(
  port: number,
  next: () => Shot,
  options: { connections: number; seconds: number },
): Promise<Result> {
  const took: number[] = []
  let bytes = 0
  const start = performance.now()
  const end = start + options.seconds * 1000
  const lines = Array.from({ length: options.connections }, async () => {
    const line = await openLine(port)
    while (performance.now() < end) {
      const sent = performance.now()
      const reply = await line.ask(encode(next()))
      if (reply.status !== 200) throw new Error(`answered ${reply.status}: ${reply.body().slice(0, 300)}`)
      took.push(performance.now() - sent)
      bytes = reply.length
    }
    line.close()
  })
  await Promise.all(lines)
  const elapsed = (performance.now() - start) / 1000
  took.sort((one, other) => one - other)
  const at = (share: number) => took[Math.min(took.length - 1, Math.floor(took.length * share))] ?? 0
  return { perSecond: took.length / elapsed, p50: at(0.5), p99: at(0.99), bytes }
}

const encoded = new Map<string, Buffer>()

function encode({ method = 'GET', path, headers = {}, body = '' }: Shot): Buffer {
  const key = `${method} ${path}`
  const known = body ? undefined : encoded.get(key + headers['cookie'])
  if (known) return known
  const all = {
    host: 'localhost',
    ...headers,
    ...(body && { 'content-type': 'application/json', 'content-length': String(Buffer.byteLength(body)) }),
  }
  const head = Object.entries(all).map(([name, value]) => `${name}: ${value}\r\n`)
  const bytes = Buffer.from(`${key} HTTP/1.1\r\n${head.join('')}\r\n${body}`)
  if (!body) encoded.set(key + headers['cookie'], bytes)
  return bytes
}

interface Reply {
  status: number
  length: number
  body(): string
}

/** One connection. Replies must have a content-length. */
async function openLine(port: number): Promise<{ ask(request: Buffer): Promise<Reply>; close(): void }> {
  const socket: Socket = connect({ port, host: '127.0.0.1', noDelay: true })
  await new Promise((resolve, reject) => socket.once('connect', resolve).once('error', reject))
  let waiting: { resolve(reply: Reply): void; reject(error: Error): void } | undefined
  let chunks: Buffer[] = []
  let received = 0
  let expected = -1
  let status = 0
  let length = 0
  socket.on('data', (chunk) => {
    chunks.push(chunk)
    received += chunk.length
    if (expected < 0) {
      const head = (chunks.length === 1 ? chunk : Buffer.concat(chunks)).toString('latin1')
      const end = head.indexOf('\r\n\r\n')
      if (end < 0) return
      status = Number(head.slice(9, 12))
      length = Number(/content-length: (\d+)/i.exec(head)?.[1] ?? 0)
      expected = end + 4 + length
    }
    if (received < expected) return
    const whole = chunks
    const bodyAt = expected - length
    chunks = []
    received = 0
    expected = -1
    waiting?.resolve({ status, length, body: () => Buffer.concat(whole).subarray(bodyAt).toString('utf8') })
  })
  socket.on('close', () => waiting?.reject(new Error('the server closed the connection')))
  socket.on('error', (error) => waiting?.reject(error))
  return {
    ask: (request) =>
      new Promise((resolve, reject) => {
        waiting = { resolve, reject }
        socket.write(request)
      }),
    close: () => socket.destroy(),
  }
}

/** One request, for looking at its reply. */
export async function ask(port: number, shot: Shot): Promise<{ status: number; body: string; bytes: number }> {
  const line = await openLine(port)
  const reply = await line.ask(encode(shot))
  line.close()
  return { status: reply.status, body: reply.body(), bytes: reply.length }
}
