import type { CustomerRow, Draft } from './draft.ts'
import type { Unit } from './organizations.ts'
import type { Member } from './people.ts'

/** Shares some of an owner's customers with another partner. */
export function share(
  draft: Draft,
  giver: Unit,
  grantee: Unit,
  of: { customers: readonly CustomerRow[]; level: 'read' | 'write'; contact?: Member; by: Member },
): void {
  const { clock, dice, operatorId, rows } = draft
  for (const row of of.customers) {
    const at = clock.daysAgo(5 + dice.under(40))
    rows.shares.push({
      operator_id: operatorId,
      object_type: 'customer',
      object_id: row.id,
      giver_id: giver.id,
      grantee_id: grantee.id,
      level: of.level,
      contact_id: of.contact?.person.id ?? null,
      created_at: at,
      created_by: of.by.person.id,
      changed_at: at,
    })
  }
}
