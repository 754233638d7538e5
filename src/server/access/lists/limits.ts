import { sql } from 'kysely'
import type { List, ListAccess } from '../../../api/lists.ts'
import { moduleOf } from '../../../api/permissions.ts'
import { runPrepared, type Tx } from '../../platform/db/database.ts'
import type { Actor } from '../actor.ts'

/** ACC-13: what a list says of its own limits, and who can change them. */
export async function limitsOf(tx: Tx, actor: Actor, list: List): Promise<ListAccess> {
  // visibility is about customers; the rows of other lists do not depend on it
  const limit = moduleOf(list.can) === 'customers' ? limitOf(actor) : 'none'
  if (limit === 'none') return { limit, administrators: [], mayRaise: false }
  const rows = await runPrepared(tx, sql<{ name: string }>`select name from access.administrators()`)
  return {
    limit,
    administrators: rows.map((r) => r.name),
    mayRaise: !actor.workingAs && !actor.viewAs && actor.entry.permissions.has('people.manage'),
  }
}

function limitOf(actor: Actor): ListAccess['limit'] {
  if (actor.organization.kind === 'customer') return 'none'
  const seen = new Set(actor.decisions.map((d) => (d.open ? d.visibility : 'closed')))
  if (seen.size > 1) return 'partly'
  if (seen.has('all')) return 'none'
  return seen.has('own') ? 'own' : 'nothing'
}
