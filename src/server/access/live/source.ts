import type { LiveKind } from '../../../api/events.ts'
import type { Permission } from '../../../api/permissions.ts'
import type { Tx } from '../../platform/db/database.ts'
import type { Actor } from '../actor.ts'

/** What the row rule asks of a row, by the names of the event: owner, contact ... */
export type State = Readonly<Record<string, string | null>>

/** Rows that may concern a stream: in which states they stood before, nothing where they are new. */
export type Candidates = ReadonlyMap<string, readonly State[]>

/** A change of more rows than have ids in their event, as an import makes it. */
export interface Many {
  /** when its transaction began, as PostgreSQL writes it */
  at: string
  from: readonly State[]
  to: readonly State[]
}

/** Whether something could be in sight, told without asking the database. May say yes too often, never no. */
export type Concerns = (id: string | null, state: State) => boolean

/** Whether a row was in sight by what the event says of it, and whether it is now. */
export interface Sight {
  id: string
  before: boolean
  now: boolean
}

/** How one kind of rows is told live; one per kind, in the module that owns the rows (LST-10). */
export interface LiveSource {
  kind: LiveKind
  /** the gate of its list: who may not read that is told nothing */
  can: Permission
  /** the events of the outbox that tell of it */
  events: readonly string[]
  concerns(tx: Tx, actor: Actor): Promise<Concerns>
  /** Asks, as whoever has entered, in one query. */
  look(tx: Tx, candidates: Candidates): Promise<Sight[]>
  /** Whether any row of these changes was or is in sight. */
  lookAtMany(tx: Tx, changes: readonly Many[]): Promise<boolean>
}
