import { randomBytes } from 'node:crypto'
import pg from 'pg'
import { inject } from 'vitest'
import { restrictDatabase, runtimeUrl } from '../../src/server/platform/db/runtime-role.ts'
import { withClient } from '../../src/server/platform/db/with-client.ts'

declare module 'vitest' {
  export interface ProvidedContext {
    /** `problem`: why there is no migrated template; empty where there is one */
    testServer: { adminUrl: string; ownerUrl: string; runtimePassword: string; problem: string }
  }
}

/** A database of its own for a test file: the migrated template, cloned. */
export interface TestDatabase {
  /** the role that owns the tables, whom row security does not bind: for setting up and looking behind it */
  ownerUrl: string
  /** the role of the server */
  runtimeUrl: string
  drop(): Promise<void>
}

/** Clones the migrated template. Close what is open on it before `drop`. */
export async function createTestDatabase(): Promise<TestDatabase> {
  const { adminUrl, runtimePassword, problem } = inject('testServer')
  if (problem) throw new Error(problem)
  const name = `test_${randomBytes(8).toString('hex')}`
  await query(adminUrl, `create database ${name} template kontor_template owner kontor_owner`)
  return {
    ...(await prepare(name, runtimePassword)),
    drop: () => drop(adminUrl, name),
  }
}

/** A database of its own, with a connection in either role. */
export interface TestClients {
  owner: pg.Client
  runtime: pg.Client
  close(): Promise<void>
}

/** Clones the migrated template and connects to it. */
export async function openTestClients(): Promise<TestClients> {
  const database = await createTestDatabase()
  const owner = new pg.Client(database.ownerUrl)
  const runtime = new pg.Client(database.runtimeUrl)
  await owner.connect()
  await runtime.connect()
  const close = async () => {
    await owner.end()
    await runtime.end()
    await database.drop()
  }
  return { owner, runtime, close }
}

/** A database without tables, for tests of the migrations themselves. */
export async function createEmptyDatabase(): Promise<TestDatabase> {
  const { adminUrl, ownerUrl, runtimePassword } = inject('testServer')
  const name = `test_${randomBytes(8).toString('hex')}`
  await query(adminUrl, `create database ${name} owner kontor_owner`)
  const url = withDatabase(ownerUrl, name)
  return {
    ownerUrl: url,
    runtimeUrl: runtimeUrl(url, runtimePassword),
    drop: () => drop(adminUrl, name),
  }
}

async function prepare(name: string, runtimePassword: string): Promise<Pick<TestDatabase, 'ownerUrl' | 'runtimeUrl'>> {
  const ownerUrl = withDatabase(inject('testServer').ownerUrl, name)
  await withClient(ownerUrl, restrictDatabase)
  return { ownerUrl, runtimeUrl: runtimeUrl(ownerUrl, runtimePassword) }
}

function withDatabase(url: string, name: string): string {
  const changed = new URL(url)
  changed.pathname = `/${name}`
  return changed.href
}

/** Waits for connections that are being closed: one that is ended by force tells its client so, where nobody listens any more. */
async function drop(adminUrl: string, name: string): Promise<void> {
  for (let tries = 0; tries < 50; tries += 1) {
    const done = await query(adminUrl, `drop database if exists ${name}`).then(
      () => true,
      () => false,
    )
    if (done) return
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
  await query(adminUrl, `drop database if exists ${name} with (force)`)
}

async function query(url: string, text: string): Promise<void> {
  await withClient(url, (client) => client.query(text))
}
