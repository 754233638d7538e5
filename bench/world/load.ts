import { createHash } from 'node:crypto'
import type pg from 'pg'
import { copyIn } from './copy-in.ts'
import { ids } from './ids.ts'
import { distributor, largest, median, type Partner, type Plan } from './plan.ts'
import * as rows from './rows.ts'

/** What a load took: seconds by step, and the indexes of customers with their size in bytes. */
export interface LoadReport {
  customers: number
  copySeconds: number
  indexes: { name: string; seconds: number; bytes: number }[]
  tableBytes: number
}

/** Loads the world over the owner's connection. Indexes that no constraint needs are made after the rows, each timed. */
export async function loadWorld(owner: pg.Client, plan: Plan, say: (line: string) => void): Promise<LoadReport> {
  const { operator } = ids
  const tables = ['organizations', 'memberships', 'persons', 'customers']
  // history, audit and events tell what happened in the portal; path and names stand in the rows already
  for (const table of tables) await owner.query(`alter table ${table} disable trigger user`)
  await owner.query(
    `insert into operators (operator_id, preset, currency, time_zone) values ($1, 'vendor', 'EUR', 'Europe/Berlin')`,
    [operator],
  )
  const organization = ['operator_id', 'id', 'parent_id', 'kind', 'edition', 'handle', 'name', 'path']
  await copyIn(owner, 'organizations', organization, rows.organizationRows(plan))
  await copyIn(owner, 'persons', ['id', 'login', 'email', 'name', 'status'], rows.personRows(plan))
  await copyIn(owner, 'people', ['operator_id', 'person_id', 'name'], rows.namedRows(plan))
  await copyIn(owner, 'roles', ['operator_id', 'id', 'key', 'audience', 'name', 'permissions'], rows.roleRows())
  const membership = ['operator_id', 'id', 'organization_id', 'person_id', 'visibility', 'status', 'name', 'email']
  await copyIn(owner, 'memberships', membership, rows.membershipRows(plan))
  await copyIn(owner, 'membership_roles', ['operator_id', 'membership_id', 'role_id'], rows.membershipRoleRows(plan))
  await owner.query(
    `insert into module_access (operator_id, module, kind, variant) values ($1, 'customers', 'partner', '*')`,
    [operator],
  )
  const definitions = await dropIndexes(owner)
  const copied = await copyIn(owner, 'customers', rows.customerColumns, rows.customerRows(plan))
  say(`${plan.customers} customers copied in ${(copied / 1000).toFixed(1)} s, search text included`)
  const indexes = await makeIndexes(owner, definitions, say)
  for (const table of tables) await owner.query(`alter table ${table} enable trigger user`)
  await signEverybodyIn(owner)
  await owner.query(`update installation set state = 'ready'`)
  await owner.query('vacuum analyze')
  const { rows: sizes } = await owner.query<{ bytes: string }>(`select pg_table_size('customers') as bytes`)
  return { customers: plan.customers, copySeconds: copied / 1000, indexes, tableBytes: Number(sizes[0]?.bytes) }
}

interface Definition {
  name: string
  text: string
}

async function dropIndexes(owner: pg.Client): Promise<Definition[]> {
  const { rows: found } = await owner.query<Definition>(
    `select c.relname as name, pg_get_indexdef(i.indexrelid) as text from pg_index i join pg_class c on c.oid = i.indexrelid
       where i.indrelid = 'customers'::regclass and not exists (select from pg_constraint k where k.conindid = i.indexrelid) order by 1`,
  )
  for (const { name } of found) await owner.query(`drop index ${name}`)
  return found
}

async function makeIndexes(
  owner: pg.Client,
  definitions: Definition[],
  say: (line: string) => void,
): Promise<LoadReport['indexes']> {
  await owner.query(`set maintenance_work_mem = '512MB'`)
  const made: LoadReport['indexes'] = []
  for (const { name, text } of definitions) {
    const start = performance.now()
    await owner.query(text)
    const seconds = (performance.now() - start) / 1000
    const { rows: sizes } = await owner.query<{ bytes: string }>('select pg_relation_size($1::regclass) as bytes', [
      name,
    ])
    made.push({ name, seconds, bytes: Number(sizes[0]?.bytes) })
    say(`index ${name} in ${seconds.toFixed(1)} s`)
  }
  return made
}

/** Everybody of the bench has a session; the token is the login. */
async function signEverybodyIn(owner: pg.Client): Promise<void> {
  await owner.query(
    `insert into sessions (person_id, token_hash, device, address, idle_seconds, expires_at)
       select id, sha256(login::bytea), 'bench', '127.0.0.1', 864000, now() + interval '10 years' from persons`,
  )
}

/** Keeps sessions of a world that was loaded another day alive. */
export async function renewSessions(owner: pg.Client): Promise<void> {
  await owner.query('update sessions set last_seen_at = now()')
}

/** Who reads in the bench. */
export interface Reader {
  person: string
  organization: string
  cookie: string
}

export type Readers = ReturnType<typeof readersOf>

/** The readers whose pages are measured. */
export function readersOf(plan: Plan) {
  const partner = (index: number): Partner =>
    plan.partners[index] ?? { index, above: null, customers: 0, firstEmployee: 0, employees: 1 }
  const reader = (person: number, organization: string): Reader => ({
    person: ids.person(person),
    organization,
    cookie: `kontor_session=person.${person}`,
  })
  const employee = (index: number, nth: number) => reader(partner(index).firstEmployee + nth, ids.partner(index))
  return {
    all: employee(largest, 0),
    own: employee(largest, 1),
    distributor: employee(distributor, 0),
    median: employee(median, 0),
    operator: reader(plan.employees, ids.operator),
  }
}

/** What a session cookie is stored as. */
export function hashOf(cookie: string): Buffer {
  return createHash('sha256')
    .update(cookie.slice(cookie.indexOf('=') + 1))
    .digest()
}
