import { once } from 'node:events'
import { get, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import { setTimeout as pause } from 'node:timers/promises'
import type { FastifyInstance } from 'fastify'
import { HelloEvent, RowsEvent } from '../../src/api/events.ts'

/** Ids told by one event, or by several that came apart. */
export type Rows = Omit<RowsEvent, 'kind'>

/** An event stream as a browser has it. */
export interface OpenStream {
  /** everything that was told, as it came over the wire, without greeting and heartbeats */
  text(): string
  /** names of the events that were told */
  names(): string[]
  /** the ids that were told of a kind, sorted */
  rows(kind: RowsEvent['kind']): Rows
  /** the greeting, as soon as it has come */
  hello(): HelloEvent | null
  /** forgets what was told until now */
  forget(): void
  /** whether the server has ended it */
  ended(): boolean
  close(): void
}

/** Lets a server listen on a free port of loopback; its address. */
export async function listenOn(server: FastifyInstance): Promise<string> {
  await server.listen({ host: '127.0.0.1', port: 0 })
  return urlOf(server)
}

/** The address of a server that listens. */
export function urlOf(server: FastifyInstance): string {
  const { port } = server.server.address() as AddressInfo
  return `http://127.0.0.1:${port}`
}

/** Opens the event stream of an organisation. @throws Error with the status where it is refused */
export async function openStream(url: string, cookie: string, organization: string, search = ''): Promise<OpenStream> {
  // a connection of its own: one that is kept would outlive the server
  const request = get(`${url}/api/v1/o/${organization}/events${search}`, { headers: { cookie }, agent: false })
  const [reply] = (await once(request, 'response')) as [IncomingMessage]
  if (reply.statusCode !== 200) {
    reply.resume()
    throw new Error(String(reply.statusCode))
  }
  let text = ''
  let ended = false
  reply.setEncoding('utf8')
  reply.on('data', (piece: string) => {
    text += piece
  })
  reply.on('error', () => undefined)
  reply.on('close', () => {
    ended = true
  })
  const events = () =>
    [...text.matchAll(/^event: (\w+)\ndata: (.*)$/gm)].filter(([, name = '']) => !['hello', 'beat'].includes(name))
  return {
    text: () => text.replaceAll(/^(?:retry: \d+|event: (?:hello|beat)\ndata: .*)\n\n/gm, ''),
    names: () => events().map(([, name = '']) => name),
    rows: (kind) => {
      const told = events()
        .filter(([, name]) => name === 'rows')
        .map(([, , data = '']) => RowsEvent.parse(JSON.parse(data)))
        .filter((one) => one.kind === kind)
      const all = (part: keyof Rows) => told.flatMap((one) => one[part]).toSorted()
      return { changed: all('changed'), added: all('added'), gone: all('gone') }
    },
    hello: () => {
      const [, data] = /^event: hello\ndata: (.*)$/m.exec(text) ?? []
      return data === undefined ? null : HelloEvent.parse(JSON.parse(data))
    },
    forget: () => {
      text = ''
    },
    ended: () => ended,
    close: () => void request.destroy(),
  }
}

/** Longer than the second of ACC-4 and LST-10, which many-streams.test.ts measures: a machine does other things too. */
export const soon = { timeout: 5_000, interval: 20 }

/** Long enough for everything that could be told to have been told: a stream just opened is told after 0.7 seconds at the earliest. */
export const quiet = () => pause(1_500)
