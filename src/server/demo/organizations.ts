import type { Edition } from '../../api/shapes.ts'
import { type Draft, idAt } from './draft.ts'
import type { DemoLogo } from './logos.ts'
import { slug } from './spelling.ts'

/** An organisation, as those in and below it need it. */
export interface Unit {
  id: string
  name: string
  handle: string
  /** behind the @ of its people */
  domain: string
}

interface NewUnit {
  name: string
  above: Unit
  kind?: 'partner' | 'customer'
  site?: boolean
  edition?: Edition
  version?: string
  status?: 'active' | 'suspended'
  domain?: string
  workAsBlocked?: boolean
  logo?: DemoLogo
}

/** The operator's own organisation. */
export function rootOf(draft: Draft, domain: string): Unit {
  return { id: draft.operatorId, name: draft.operatorName, handle: draft.handle, domain }
}

/** An organisation of the tree; the one above stands in the rows already. */
export function addUnit(draft: Draft, of: NewUnit): Unit {
  const { dice, clock, operatorId, rows } = draft
  const since = clock.daysAgo(of.kind === 'customer' ? 40 + dice.under(300) : 400 + dice.under(1400))
  const tail = Array.from({ length: 6 }, () => dice.pick('abcdefghijklmnopqrstuvwxyz0123456789'.split(''))).join('')
  const unit = {
    id: idAt(dice, since),
    name: of.name,
    // with a random tail as everywhere, but the same in every demo
    handle: `${slug(of.name).slice(0, 40)}-${tail}`,
    domain: of.domain ?? of.above.domain,
  }
  // no other organisation has this id, so no other logo does
  if (of.logo) draft.logos.push({ id: unit.id, logo: of.logo })
  rows.organizations.push({
    operator_id: operatorId,
    id: unit.id,
    parent_id: of.above.id,
    kind: of.kind ?? 'partner',
    site: of.site ?? false,
    handle: unit.handle,
    name: unit.name,
    edition: of.edition ?? null,
    tenant_version: of.version ?? null,
    status: of.status ?? 'active',
    work_as_blocked: of.workAsBlocked ?? false,
    logo: of.logo ? unit.id : null,
    logo_width: of.logo?.width ?? null,
    logo_height: of.logo?.height ?? null,
    created_at: since,
    changed_at: since,
  })
  return unit
}
