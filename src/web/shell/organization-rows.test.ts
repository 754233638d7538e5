import { expect, test } from 'vitest'
import type { OrganizationNode } from '../../api/organizations.ts'
import { matching, treeRows } from './organization-rows.ts'

function node(id: string, parent: string | null, more: Partial<OrganizationNode> = {}): OrganizationNode {
  return {
    id,
    handle: id,
    name: id,
    kind: 'partner',
    site: false,
    parent,
    status: 'active',
    entry: 'member',
    visibility: 'all',
    ...more,
  }
}

test('ACC-11a children stand below their parent, one step deeper', () => {
  const rows = treeRows([node('bremen', 'ahlers', { site: true }), node('ahlers', 'above'), node('hafen', 'bremen')])
  expect(rows.map(({ id, depth }) => `${depth} ${id}`)).toEqual(['0 ahlers', '1 bremen', '2 hafen'])
})

test('a site is named as one', () => {
  expect(treeRows([node('bremen', null, { site: true })])[0]?.kind).toBe('site')
})

test('search looks anywhere in the name, whatever the case', () => {
  const rows = treeRows([node('a', null, { name: 'Ahlers Lübeck' }), node('b', null, { name: 'Fördekontor' })])
  expect(matching(rows, 'LÜB').map((row) => row.name)).toEqual(['Ahlers Lübeck'])
})
