import { sql } from 'kysely'
import type { List, ListAccess } from '../../../api/lists.ts'
import { moduleOf } from '../../../api/permissions.ts'
import { runPrepared, type Tx } from '../../platform/db/database.ts'
import type { Actor, Decision } from '../actor.ts'

/** ACC-13: what a list says of its own limits, and who can change them. */
export async function limitsOf(tx: Tx, actor: Actor, list: List): Promise<ListAccess> {
  // visibility is about customers; the rows of other lists do not depend on it
  const limit = moduleOf(list.can) === 'customers' ? limitOf(actor) : 'none'
  if (limit === 'none') return { limit, organizations: [], administrators: [], mayRaise: false }
  // both asked before anything is waited for: the page may end the transaction
  const [rows, organizations] = await Promise.all([
    runPrepared(tx, sql<{ name: string }>`select name from access.administrators()`),
    limit === 'partly' ? seenIn(tx, deciding(actor)) : [],
  ])
  return {
    limit,
    organizations,
    administrators: rows.map((r) => r.name),
    mayRaise: !actor.workingAs && !actor.viewAs && actor.entry.permissions.has('people.manage'),
  }
}

function limitOf(actor: Actor): ListAccess['limit'] {
  if (actor.organization.kind === 'customer') return 'none'
  const seen = new Set(deciding(actor).map((d) => (d.open ? d.visibility : 'closed')))
  if (seen.size > 1) return 'partly'
  if (seen.size === 0 || seen.has('all')) return 'none'
  return seen.has('own') ? 'own' : 'nothing'
}

/** Customer organisations see their own record, whatever the visibility (ACC-11). */
function deciding({ decisions }: Actor): Decision[] {
  return decisions.filter(({ kind }) => kind !== 'customer')
}

async function seenIn(tx: Tx, decisions: readonly Decision[]): Promise<ListAccess['organizations']> {
  const ids = decisions.map(({ organization }) => organization)
  const named = await runPrepared(
    tx,
    sql<{ id: string; name: string }>`
      select o.id, o.name from reach.organization_names o where o.id = any (${ids}::uuid[]) order by o.name, o.id`,
  )
  return named.map((one) => ({ ...one, sees: seenBy(decisions.find(({ organization }) => organization === one.id)) }))
}

function seenBy(decision: Decision | undefined): 'all' | 'own' | 'nothing' {
  if (!decision?.open || decision.visibility === 'none') return 'nothing'
  return decision.visibility
}
