import { expect, test } from 'vitest'
import type { Me } from '../../api/identity.ts'
import type { OrganizationNode } from '../../api/organizations.ts'
import { matching, otherMemberships, treeRows } from './organization-rows.ts'

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

const me: Me = {
  person: { id: 'i', login: 'i', name: 'I', email: 'i@ahlers.example', language: 'de', timeZone: 'Europe/Berlin' },
  memberships: [],
  landing: null,
}

function membership(name: string, site: boolean): Me['memberships'][number] {
  return {
    id: name,
    organization: { id: name, handle: name, name, kind: 'partner', site, parent: null },
    operator: { id: 'nordlicht', name: 'Nordlicht' },
    roles: [],
    visibility: 'all',
    status: 'active',
    can: { accept: { ok: true } },
  }
}

test('ACC-11a children stand below their parent, one step deeper', () => {
  const rows = treeRows([node('bremen', 'ahlers', { site: true }), node('ahlers', 'above'), node('hafen', 'bremen')])
  expect(rows.map(({ id, depth }) => `${depth} ${id}`)).toEqual(['0 ahlers', '1 bremen', '2 hafen'])
})

test('a site is named as one, in the tree and among further memberships', () => {
  expect(treeRows([node('bremen', null, { site: true })])[0]?.kind).toBe('site')
  const others = otherMemberships({ ...me, memberships: [membership('bremen', true), membership('ahlers', false)] }, [])
  expect(others.map(({ name, kind }) => `${name}: ${kind}`)).toEqual(['bremen: site', 'ahlers: partner'])
})

test('search looks anywhere in the name, whatever the case', () => {
  const rows = treeRows([node('a', null, { name: 'Ahlers Lübeck' }), node('b', null, { name: 'Fördekontor' })])
  expect(matching(rows, 'LÜB').map((row) => row.name)).toEqual(['Ahlers Lübeck'])
})
