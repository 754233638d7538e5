import type { LiveKind } from '../../../api/events.ts'
import { gateOf } from '../../../api/endpoint.ts'
import type { Database, Tx } from '../../platform/db/database.ts'
import { Refusal } from '../../platform/errors.ts'
import { type Actor, may } from '../actor.ts'
import { type Audience, type Reader, readerOf, type Waiting } from './audience.ts'
import { type Again, enterAgain, type Place } from './enter-again.ts'
import type { Concerns, LiveSource } from './source.ts'
import type { LiveStream } from './stream.ts'

/**
 * Finds out who wants to listen, with the rights of now.
 *
 * @throws Refusal 401, 404 as entering decides
 */
export async function meet(
  database: Database,
  sources: readonly LiveSource[],
  session: string,
  place: Place,
): Promise<{ reader: Reader; until: number }> {
  const answer = await enterAgain(database, [session], place, async (again) => ({
    reader: await readerNow(sources, again),
    until: again.until.get(session) ?? 0,
  }))
  if ('done' in answer) return answer.done
  throw new Refusal(answer.ended === 'session.missing' ? answer.ended : 'access.organization_not_found')
}

/**
 * Looks at what waits for an audience, as its reader with the rights of now (ACC-4), and tells it. A row is told as gone
 * only to those who could see it before: where rights have changed meanwhile, nobody can say so, and no id is told. Streams
 * whose session has ended, and all of them where the reader may not go on, end.
 *
 * @returns when the first of its sessions ends if nobody uses it; null where all streams have ended
 */
export async function look(
  database: Database,
  sources: readonly LiveSource[],
  audience: Audience,
): Promise<number | null> {
  const { waiting, unsure } = audience
  audience.waiting = new Map()
  audience.unsure = false
  audience.since = Number.POSITIVE_INFINITY
  const asked = [...audience.streams]
  const sessions = new Set(asked.map(({ session }) => session))
  const answer = await enterAgain(database, sessions, audience.place, async (again) => {
    // whoever is no longer signed in is told nothing more
    end(
      audience,
      asked.filter(({ session }) => !again.until.has(session)),
      'session.missing',
    )
    if (audience.reader.rights === again.rights) {
      for (const source of sources) {
        if (!unsure) await lookAtKind(source, again, audience, waiting.get(source.kind))
        else if (audience.reader.concerns.has(source.kind)) audience.tell('many', { kind: source.kind })
      }
      audience.reader = readerOf(again, audience.reader.concerns)
    } else {
      audience.reader = await readerNow(sources, again)
      // also what came while the rights were read
      audience.waiting = new Map()
      audience.rightsAt = Date.now()
      audience.tell('rights')
    }
    return Math.min(...again.until.values())
  })
  if ('done' in answer) return answer.done
  end(audience, asked, answer.ended)
  return null
}

function end(audience: Audience, streams: readonly LiveStream[], code: string): void {
  for (const stream of streams) {
    stream.tell('end', { code })
    stream.end()
    audience.streams.delete(stream)
  }
}

async function readerNow(sources: readonly LiveSource[], again: Again): Promise<Reader> {
  return readerOf(again, await concernsOf(sources, again))
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
  audience: Audience,
  waiting: Waiting | undefined,
): Promise<void> {
  if (!waiting) return
  const { kind } = source
  const { rows, born, many, overflow } = waiting
  if (overflow || (many.length > 0 && (await source.lookAtMany(tx, many)))) {
    audience.tell('many', { kind })
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
  if (Object.values(told).some((ids) => ids.length > 0)) audience.tell('rows', { kind, ...told })
}
