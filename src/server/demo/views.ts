import type { ViewState } from '../../api/views.ts'
import { type Draft, idAt } from './draft.ts'
import type { Unit } from './organizations.ts'
import type { Person } from './people.ts'

/** A view of customers that somebody shares with their organisation and the partners below (LST-6). */
export function shareView(draft: Draft, unit: Unit, by: Person, name: string, state: ViewState): void {
  const { past, clock, operatorId, rows } = draft
  const at = clock.daysAgo(12)
  rows.saved_views.push({
    operator_id: operatorId,
    id: idAt(past, at),
    organization_id: unit.id,
    person_id: by.id,
    list: 'customers',
    name,
    shared: true,
    state,
    created_at: at,
    changed_at: at,
  })
}
