import { addressIn, phoneIn, pickStreet, placeNamed } from './addresses.ts'
import { type CustomerRow, type Draft, idAt } from './draft.ts'
import type { Unit } from './organizations.ts'
import type { Owner } from './owner.ts'
import type { Member } from './people.ts'

const day = 86_400_000

/** How a record came into the portal. */
interface Birth {
  at: string
  by: Member
  imported: boolean
}

/** When a record was changed last, where that is not left to chance. */
interface When {
  changedHoursAgo?: number
  unchanged?: boolean
}

/** What somebody did to a record, from where. */
interface Deed {
  at: string
  by: Member
  /** where they worked; absent: at home */
  actingIn?: Unit
}

type Change = [attribute: string, before: string | null, after: string | null]

/** Most customers came along with the partner, one in seven in the last weeks. */
export function birthOf({ past: dice, clock }: Draft, { editors, since }: Owner, known: boolean): Birth {
  const by = dice.pick(editors)
  const kind = known
    ? 'imported'
    : dice.weighed([
        [55, 'imported'],
        [30, 'later'],
        [15, 'lately'],
      ])
  const days =
    kind === 'imported' ? since : kind === 'later' ? 60 + dice.under(Math.max(1, since - 60)) : dice.under(60)
  return { at: clock.daysAgo(days), by, imported: kind === 'imported' }
}

/** Lets a record be created and changed now and then, the last time perhaps at a given moment. */
export function addPast(draft: Draft, owner: Owner, row: CustomerRow, birth: Birth, when: When): void {
  const { past: dice, clock } = draft
  const { changedHoursAgo, unchanged = false } = when
  note(draft, row, birth, birth.imported ? 'imported' : 'created', {})
  row.created_at = birth.at
  row.created_by = birth.by.person.id
  row.changed_at = birth.at
  row.changed_by = birth.by.person.id
  row.revision = 1
  const count = unchanged
    ? 0
    : dice.weighed([
        [35, 0],
        [30, 1],
        [20, 2],
        [15, 3],
      ])
  const age = Math.max(1, (clock.now - Date.parse(birth.at)) / day)
  const times = Array.from({ length: count }, () =>
    clock.daysAgo(dice.under(dice.chance(0.45) ? Math.min(45, age) : age)),
  )
    .filter((at) => at > birth.at && (changedHoursAgo === undefined || at < clock.hoursAgo(changedHoursAgo)))
    .toSorted()
  if (changedHoursAgo !== undefined) times.push(clock.hoursAgo(changedHoursAgo))
  const open = possibleChanges(draft, owner, row)
  for (const at of times) {
    const [change] = open.splice(dice.under(open.length), 1)
    if (change) changed(draft, row, change, { at, by: authorOf(draft, owner, row, change) })
  }
}

/** Writes one change into history and audit; the row itself stands as it is after it. */
export function changed(draft: Draft, row: CustomerRow, [attribute, before, after]: Change, deed: Deed): void {
  note(draft, row, deed, 'changed', { [attribute]: [before, after] })
  row.changed_at = deed.at
  row.changed_by = deed.by.person.id
  row.revision = Number(row.revision) + 1
}

// backwards: what stands there now, and what may have stood there before; each attribute once
function possibleChanges(draft: Draft, owner: Owner, row: CustomerRow): Change[] {
  const dice = draft.past
  const place = placeNamed(owner.region, row.city ?? '')
  const country = row.country ?? 'DE'
  const domain = (row.email ?? '').split('@')[1] ?? ''
  const others = owner.contacts.filter(({ person }) => person.id !== row.contact_id)
  const earlier = dice.chance(0.5) || others.length === 0 ? null : dice.pick(others).person.id
  const changes: [string, unknown, string | null | undefined][] = [
    ['phone', dice.chance(0.4) ? null : phoneIn(dice, place, String(10 + dice.under(80))), row.phone],
    ['email', `${dice.pick(['buero', 'mail', 'verwaltung'])}@${domain}`, row.email],
    ['street', pickStreet(dice, country), row.street],
    ['postalCode', addressIn(dice, place).postal_code, row.postal_code],
    ['website', null, row.website],
    ['industry', null, row.industry],
    ['vatId', null, row.vat_id],
    ['contact', earlier, row.contact_id],
    ['status', 'prospect', row.status === 'customer' ? row.status : null],
  ]
  return changes.flatMap(([attribute, before, after]): Change[] =>
    after && before !== after ? [[attribute, before as string | null, after]] : [],
  )
}

// contacts are assigned by those who may; the others are changed by whoever is about them, and corrected by data management
function authorOf(
  { past: dice }: Draft,
  { contacts, editors, keepers }: Owner,
  row: CustomerRow,
  [attribute]: Change,
): Member {
  const assigning = editors.filter(({ roles }) => roles.some((role) => ['administration', 'management'].includes(role)))
  if (attribute === 'contact' && assigning.length > 0) return dice.pick(assigning)
  const contact = contacts.find(({ person }) => person.id === row.contact_id)
  if (contact && contact.visibility !== 'none' && contact.roles.includes('buyer') && dice.chance(0.5)) return contact
  return keepers.length > 0 && attribute !== 'contact' && dice.chance(0.2) ? dice.pick(keepers) : dice.pick(editors)
}

function note(
  draft: Draft,
  row: CustomerRow,
  deed: Deed,
  action: string,
  changes: Record<string, (string | null)[]>,
): void {
  const { past: dice, clock, operatorId, rows } = draft
  const { at, by } = deed
  const common = {
    operator_id: operatorId,
    at,
    person_id: by.person.id,
    home_id: by.unit.id,
    acting_id: (deed.actingIn ?? by.unit).id,
    object_type: 'customer',
    object_id: row.id,
  }
  rows.history.push({ ...common, id: idAt(dice, at), action, changes })
  // an import is one entry of the audit, not one for each row; and nobody asks for that of long ago
  if (action === 'imported' || clock.now - Date.parse(at) > 60 * day) return
  rows.audit.push({
    ...common,
    id: idAt(dice, at),
    person_name: by.person.name,
    action:
      action === 'created'
        ? 'customer.created'
        : 'contact' in changes
          ? 'customer.contact_assigned'
          : 'customer.changed',
    object_name: row.name,
    details: {},
  })
}
