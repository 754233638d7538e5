import type { Me } from '../../api/identity.ts'
import type { OrganizationNode } from '../../api/organizations.ts'
import { type ShownKind, shownKind } from '../lib/shown-kind.ts'

/** One line of the switcher. */
export interface OrganizationRow {
  id: string
  handle: string
  name: string
  kind: ShownKind
  depth: number
  entry: OrganizationNode['entry']
  visibility: OrganizationNode['visibility']
}

function rowOf(node: OrganizationNode, depth: number): OrganizationRow {
  return { ...node, kind: shownKind(node), depth }
}

/** The tree as lines, children below their parent; a node whose parent is not in reach is a root. */
export function treeRows(nodes: readonly OrganizationNode[]): OrganizationRow[] {
  const known = new Set(nodes.map((node) => node.id))
  const children = Map.groupBy(nodes, (node) => (node.parent !== null && known.has(node.parent) ? node.parent : null))
  const below = (parent: string | null, depth: number): OrganizationRow[] =>
    (children.get(parent) ?? []).flatMap((node) => [rowOf(node, depth), ...below(node.id, depth + 1)])
  return below(null, 0)
}

/** Memberships that the tree does not show: other partners, other operators (ACC-2). */
export function otherMemberships(me: Me, tree: readonly OrganizationRow[]): OrganizationRow[] {
  const shown = new Set(tree.map((row) => row.id))
  return me.memberships
    .filter(({ status, organization }) => status === 'active' && !shown.has(organization.id))
    .map(({ organization, visibility }) => ({
      id: organization.id,
      handle: organization.handle,
      name: organization.name,
      kind: shownKind(organization),
      depth: 0,
      entry: 'member',
      visibility,
    }))
}

/** Those whose name contains the text, whatever the case. */
export function matching(rows: readonly OrganizationRow[], text: string): OrganizationRow[] {
  const wanted = text.trim().toLocaleLowerCase()
  return rows.filter((row) => row.name.toLocaleLowerCase().includes(wanted)).map((row) => ({ ...row, depth: 0 }))
}
