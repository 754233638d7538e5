import { z } from 'zod'
import { endpoint } from './endpoint.ts'
import { Id } from './shapes.ts'

/** What a stream tells of. Words for them are nowhere: they are keys of lists. */
export const LiveKind = z.enum(['customers', 'people'])
export type LiveKind = z.infer<typeof LiveKind>

/** `rows`: which rows of a kind have changed, came into sight, or left it. */
export const RowsEvent = z.strictObject({
  kind: LiveKind,
  changed: z.array(Id),
  added: z.array(Id),
  gone: z.array(Id),
})
export type RowsEvent = z.infer<typeof RowsEvent>

/** `many`: too many rows of a kind for ids, as by an import. */
export const ManyEvent = z.strictObject({ kind: LiveKind })
export type ManyEvent = z.infer<typeof ManyEvent>

/** `hello`: how long ago, in milliseconds, something was heard last that may have changed the rows of a kind: a list asked for since then holds it. */
export const HelloEvent = z.record(LiveKind, z.int().min(0))
export type HelloEvent = z.infer<typeof HelloEvent>

/** Names of the events, as `EventSource` takes them. `rights`: what this reader may has changed; `beat`: the stream lives; `end`: it may not go on. */
export const liveEvents = ['hello', 'rows', 'many', 'rights', 'beat', 'end'] as const
export type LiveEventName = (typeof liveEvents)[number]

/** How often a stream says that it lives, in milliseconds. */
export const beatEvery = 20_000

export const openEvents = endpoint({
  name: 'events.open',
  method: 'get',
  path: '/events',
  can: 'member',
  summary:
    'What changes among the rows in sight, as server-sent events (LST-10): `hello` {kind: milliseconds since the last change} once, `rows` {kind, changed, added, gone: ids}, `many` {kind}, `rights` (read everything again), `beat`, `end`',
  query: { across: z.enum(['memberships']).optional() },
  replies: { 200: null },
  media: 'events',
  across: true,
})
