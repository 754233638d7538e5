import type { LiveKind } from '../../../api/events.ts'
import { gateOf } from '../../../api/endpoint.ts'
import type { Database, Tx } from '../../platform/db/database.ts'
import { Refusal } from '../../platform/errors.ts'
import { type Actor, may } from '../actor.ts'
import { type Again, enterAgain } from './enter-again.ts'
import type { Concerns, LiveSource } from './source.ts'
import { type LiveStream, readerOf, type Waiting } from './stream.ts'

/**
 * Looks at what waits for a stream, as its reader with the rights of now (ACC-4), and tells it. A row is told as gone only
 * to those who could see it before: where rights have changed meanwhile, nobody can say so, and no id is told.
 *
 * @returns when the session ends if nobody uses it; null where the stream has ended
 * @throws Refusal where a stream that is being opened may not be
 */
export async function look(
  database: Database,
  sources: readonly LiveSource[],
  stream: LiveStream,
): Promise<number | null> {
  const { waiting, unsure } = stream
  stream.waiting = new Map()
  stream.unsure = false
  stream.since = Number.POSITIVE_INFINITY
  const answer = await enterAgain(database, stream.credentials, async (again) => {
    const { rights, until } = again
    if (stream.reader?.rights === rights) {
      for (const source of sources) {
        if (!unsure) await lookAtKind(source, again, stream, waiting.get(source.kind))
        else if (stream.reader.concerns.has(source.kind)) stream.tell('many', { kind: source.kind })
      }
      return until
    }
    const isFirst = stream.reader === undefined
    stream.reader = readerOf(again.actor, rights, await concernsOf(sources, again))
    // also what came while the rights were read
    stream.waiting = new Map()
    stream.rightsAt = Date.now()
    if (!isFirst) stream.tell('rights')
    return until
  })
  if ('done' in answer) return answer.done
  // a reply that has not begun can still say so with its status
  if (!stream.reader)
    throw new Refusal(answer.ended === 'session.missing' ? answer.ended : 'access.organization_not_found')
  stream.tell('end', { code: answer.ended })
  stream.end()
  return null
}

async function concernsOf(
  sources: readonly LiveSource[],
  { tx, actor }: { tx: Tx; actor: Actor },
): Promise<ReadonlyMap<LiveKind, Concerns>> {
  const found = new Map<LiveKind, Concerns>()
  for (const source of sources) if (mayRead(actor, source)) found.set(source.kind, await source.concerns(tx, actor))
  return found
}

/** The gates of the list: a closed module and a missing permission tell nothing (ACC-5, ACC-6). */
function mayRead(actor: Actor, { can }: LiveSource): boolean {
  return (gateOf(can).module === null || actor.decisions.some(({ open }) => open)) && may(actor, can)
}

async function lookAtKind(
  source: LiveSource,
  { tx }: Again,
  stream: LiveStream,
  waiting: Waiting | undefined,
): Promise<void> {
  if (!waiting) return
  const { kind } = source
  const { rows, born, many, overflow } = waiting
  if (overflow || (many.length > 0 && (await source.lookAtMany(tx, many)))) {
    stream.tell('many', { kind })
    return
  }
  if (rows.size === 0) return
  const sights = await source.look(tx, rows)
  const idsOf = (wanted: (sight: { id: string; before: boolean; now: boolean }) => boolean) =>
    sights.filter(wanted).map(({ id }) => id)
  const isNew = ({ id, before }: { id: string; before: boolean }) => born.has(id) || !before
  const told = {
    changed: idsOf((sight) => sight.now && !isNew(sight)),
    added: idsOf((sight) => sight.now && isNew(sight)),
    gone: idsOf(({ now, before }) => !now && before),
  }
  if (Object.values(told).some((ids) => ids.length > 0)) stream.tell('rows', { kind, ...told })
}
