/** A mistake that somebody could make: one line of one file. */
export interface Fault {
  name: string
  /** what it breaks: a wall of spec/access.md */
  wall: string
  file: string
  /** stands once in the file */
  line: string
  becomes: string
  /** what finds it: generated worlds, unless a test file is named */
  found?: string
}

const access = 'db/migrations/0002_access.sql'
const customers = 'db/migrations/0003_customers.sql'
const records = 'db/migrations/0004_records.sql'
const stair = 'src/server/access/stair.ts'
const actor = 'src/server/access/actor.ts'

/** The fixed list of planted faults (quality.md): one for each wall and channel. Every one must be found. */
export const FAULTS: readonly Fault[] = [
  {
    name: 'the policy of a table is dropped',
    wall: 'rows, policy',
    file: customers,
    line: 'alter table customers enable row level security;',
    becomes: '',
  },
  {
    name: 'an arm ends in or true',
    wall: 'rows, every channel',
    file: customers,
    line: "'owner_id = any ((select access.all_ids())::uuid[])'",
    becomes: "'owner_id = any ((select access.all_ids())::uuid[]) or true'",
  },
  {
    name: 'the contact arm forgets the organisation',
    wall: 'ACC-8a',
    file: customers,
    line: "'contact_id = (select access.person()) and owner_id = any ((select access.own_ids())::uuid[])'",
    becomes: "'contact_id = (select access.person())'",
  },
  {
    name: 'the manager arm forgets the organisation',
    wall: 'ACC-8a',
    file: customers,
    line: ' and (nullif((select access.manages_everywhere()), false) is not unknown or owner_id = any ((select access.manage_ids())::uuid[]))',
    becomes: '',
  },
  {
    name: 'deputies become a cross product',
    wall: 'PPL-7',
    file: customers,
    line: '(contact_id, owner_id) in (select d.person_id, d.owner_id from access.deputised() d where not d.manages or d.owner_id = (select access.operator()))',
    becomes: 'contact_id in (select d.person_id from access.deputised() d)',
  },
  {
    name: 'a share to read lets write',
    wall: 'ACC-8a, policy of writing',
    file: customers,
    line: "'id in (select unnest(access.shared(''customer'', ''write'')))'",
    becomes: 'null',
  },
  {
    name: 'the reach view forgets the operator',
    wall: 'operators, reach view',
    file: customers,
    line: "execute format('create view reach.%I as select %s from %I where %s', object, columns, object, reading);",
    becomes:
      "execute format('create view reach.%I as select %s from %I where %s', object, columns, object, replace(reading, 'operator_id = (select access.operator()) and ', ''));",
    found: 'test/registry/catalogue.test.ts',
  },
  {
    name: 'anybody may create for any organisation',
    wall: 'ACC-8a, WITH CHECK',
    file: customers,
    line: "(select access.flag('system')) or owner_id = any ((select access.ids('create_ids'))::uuid[])",
    becomes: "(select access.flag('system')) or true",
  },
  {
    name: 'a suspended partner keeps its rights',
    wall: 'ACC-8a',
    file: access,
    line: 'if not r.effective then',
    becomes: 'if false then',
  },
  {
    name: 'the farthest membership decides',
    wall: 'ACC-10',
    file: access,
    line: 'select m from unnest(held) m where m.organization_id = any (o.path) order by cardinality(m.path) desc limit 1) d',
    becomes:
      'select m from unnest(held) m where m.organization_id = any (o.path) order by cardinality(m.path) limit 1) d',
  },
  {
    name: 'a closed module decides nothing',
    wall: 'ACC-5',
    file: access,
    line: "return case when (m).effective and (m).module_open and 'customers.read' = any ((m).permissions) then (m).visibility else 'none' end;",
    becomes:
      "return case when (m).effective and 'customers.read' = any ((m).permissions) then (m).visibility else 'none' end;",
  },
  {
    name: 'working-as needs no permission',
    wall: 'ACC-3',
    file: access,
    line: "if 'tenants.work_as' = any (held.permissions) then",
    becomes: 'if true then',
  },
  {
    name: 'shares count whatever the visibility',
    wall: 'ACC-8a',
    file: access,
    line: "when visibility = 'all' or (s).contact_id = of_person",
    becomes: "when visibility <> 'none' or (s).contact_id = of_person",
  },
  {
    name: 'shares of a switched-off feature count',
    wall: 'ACC-8a',
    file: access,
    line: '(giver).effective and (giver).collaboration and (grantee).effective and (grantee).collaboration',
    becomes: '(giver).effective and (grantee).effective',
  },
  {
    name: 'seen as somebody, one may write',
    wall: 'ACC-19',
    file: access,
    line: "case when view_as is not null then access.put('read_only', 't') end,",
    becomes: '',
  },
  {
    name: 'anybody sees as anybody',
    wall: 'ACC-19',
    file: access,
    line: 'if not access.may_view_as(caller, own) then entered.status := 404; end if;',
    becomes: '',
  },
  {
    name: 'a session never ends',
    wall: 'PPL-6, a stale right',
    file: access,
    line: 'where x.token_hash = enter.token_hash and x.expires_at > now() and x.last_seen_at > now() - make_interval(secs => x.idle_seconds);',
    becomes: 'where x.token_hash = enter.token_hash;',
    found: 'src/server/modules/identity',
  },
  {
    name: 'history without its record',
    wall: 'ACC-11a',
    file: records,
    line: '\n  and exists (select from customers c where c.operator_id = history.operator_id and c.id = history.object_id));',
    becomes: ');',
  },
  {
    name: 'the audit of everybody',
    wall: 'ACC-11a',
    file: records,
    line: "'acting_id in (select unnest(access.organizations_with(''audit.read'')))'",
    becomes: "'true'",
  },
  {
    name: 'repeated requests are found by their key alone',
    wall: 'idempotency',
    file: records,
    line: "operator_id = (select access.operator()) and (person_id = (select access.person()) or (select access.flag('system'))))\n  with check",
    becomes: 'true)\n  with check',
    found: 'test/registry/catalogue.test.ts',
  },
  {
    name: 'a table without row security',
    wall: 'catalogue',
    file: records,
    line: 'alter table outbox enable row level security;',
    becomes: '',
    found: 'test/registry/catalogue.test.ts',
  },
  {
    name: 'the runtime role may read sessions',
    wall: 'catalogue',
    file: records,
    line: 'grant select on operators to kontor_runtime;',
    becomes: 'grant select on operators to kontor_runtime;\ngrant select on persons to kontor_runtime;',
    found: 'test/registry/catalogue.test.ts',
  },
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
    file: stair,
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
  {
    name: 'the context of the last request stays',
    wall: 'ACC-1, one connection',
    file: access,
    line: '  perform access.leave();\n  entered := access.resolve(subject, address, view_as is not null);',
    becomes: '  entered := access.resolve(subject, address, view_as is not null);',
  },
  {
    name: 'more of an organisation than its logo can be written',
    wall: 'ACC-1, BRA-1',
    file: 'db/migrations/0017_logo.sql',
    line: 'grant update (logo, logo_width, logo_height) on organizations',
    becomes: 'grant update on organizations',
    found: 'src/server/modules/organizations/logo.test.ts',
  },
  {
    name: 'a logo from beside or below is shown',
    wall: 'BRA-1',
    file: 'db/migrations/0017_logo.sql',
    line: 'on o.operator_id = acting.operator_id and o.id = any (acting.path)',
    becomes: 'on o.operator_id = acting.operator_id',
  },
]
