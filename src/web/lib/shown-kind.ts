import type { OrganizationKind } from '../../api/shapes.ts'

export type ShownKind = OrganizationKind | 'site'

/** What an organisation is called (`common:kind`): a site is a partner to the rules, and a site to those who read. */
export function shownKind({ kind, site }: { kind: OrganizationKind; site: boolean }): ShownKind {
  return site ? 'site' : kind
}
