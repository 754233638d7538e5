import type { Fault } from './fault.ts'

const stair = 'src/server/access/stair.ts'
const actor = 'src/server/access/actor.ts'

/** The stair of a request, the projector, lists. */
export const FAULTS_OF_THE_SERVER: readonly Fault[] = [
  {
    name: 'the gate of the module stands open',
    wall: 'ACC-5, HTTP',
    file: stair,
    line: 'if (gate.module && !actor.decisions.some((d) => d.open))',
    becomes: 'if (gate.module && actor.decisions.length < 0)',
  },
  {
    name: 'the gate of the permission stands open',
    wall: 'ACC-6, HTTP',
    file: stair,
    line: 'if (gate.permission && !may(actor, gate.permission))',
    becomes: 'if (gate.permission && actor.decisions.length < 0)',
  },
  {
    name: 'hidden attributes are sent',
    wall: 'ACC-15, projector',
    file: 'src/server/access/send.ts',
    line: 'return projectorOf(schema)(answer.body, hidden)',
    becomes: 'return projectorOf(schema)(answer.body, new Set(hidden.size < 0 ? hidden : []))',
    found: 'test/registry',
  },
  {
    name: 'lists show what is hidden',
    wall: 'ACC-15, lists and exports',
    file: 'src/server/access/lists/request.ts',
    line: 'return list.columns.filter((c) => !c.attribute || !hidden.has(c.attribute))',
    becomes: 'return list.columns.filter((c) => !c.attribute || hidden.size >= 0)',
  },
  {
    name: 'written rows hold what is hidden',
    wall: 'ACC-15, JSON of the database',
    file: 'src/server/access/lists/items.ts',
    line: 'return attribute && request.hidden.has(attribute) ? [] : [[key, value]]',
    becomes: 'return attribute && request.hidden.size < 0 ? [] : [[key, value]]',
  },
  {
    name: 'search looks into what is hidden',
    wall: 'ACC-15, search',
    file: 'src/server/access/lists/where.ts',
    line: 'if (readable.length === searched.length) return within(source.search)',
    becomes: 'if (readable.length <= searched.length) return within(source.search)',
  },
  {
    name: 'a list hides what the first membership hides',
    wall: 'ACC-10, attributes',
    file: actor,
    line: 'return first && deciding.length === 1 ? first.hidden',
    becomes: 'return first ? first.hidden',
  },
  {
    name: 'a membership without roles reads everything',
    wall: 'ACC-14',
    file: actor,
    line: 'hidden: hidden ? new Set(hidden) : hidable,',
    becomes: 'hidden: new Set(hidden ?? []),',
  },
  {
    name: 'seen as somebody, what is hidden from the viewer shows',
    wall: 'ACC-19, attributes',
    file: actor,
    line: 'if (!actor.viewer) return decision',
    becomes: 'if (!actor.viewer || decision) return decision',
  },
  {
    name: 'a cursor of somebody else is taken',
    wall: 'LST-7',
    file: 'src/server/access/lists/cursor.ts',
    line: 'if (given.length !== expected.length || !timingSafeEqual(given, expected))',
    becomes: 'if (given.length !== expected.length && timingSafeEqual(expected, expected))',
    found: 'test/registry',
  },
  {
    name: 'history tells of hidden attributes',
    wall: 'ACC-15, history',
    file: 'src/server/modules/customers/customer-history.ts',
    line: '.filter(([attribute]) => !hidden.has(`customer.${attribute}`))',
    becomes: '.filter(([attribute]) => attribute !== `customer.${hidden.size}`)',
    found: 'src/server/modules/customers/customer-history.test.ts',
  },
  {
    name: 'the audit names records out of sight',
    wall: 'ACC-17',
    file: 'src/server/modules/audit/audit-list.ts',
    line: 'const redacted = type !== null && !visible.has(`${type} ${id}`)',
    becomes: 'const redacted = type !== null && visible.has(`${type} ${id}`) && !visible.has(`${type} ${id}`)',
  },
  {
    name: 'a read-only attribute is written',
    wall: 'ACC-16',
    file: actor,
    line: 'readOnly: readOnly ? new Set(readOnly) : everyAttribute,',
    becomes: 'readOnly: readOnly ? new Set(readOnly.slice(0, 0)) : everyAttribute,',
  },
]
