import { createHash } from 'node:crypto'
import { existsSync } from 'node:fs'
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import pg from 'pg'
import { installJobs, type Queue } from '../jobs/install.ts'
import type { Log } from '../log.ts'
import { projectFolder } from '../project-folder.ts'
import { StartProblem } from '../start-problem.ts'
import { prepareRuntimeRole, restrictDatabase } from './runtime-role.ts'
import { inSetUp, withClient } from './with-client.ts'

interface Migration {
  name: string
  text: string
  checksum: string
}

/**
 * Brings the database to this version: the runtime role, the SQL files of `db/migrations` that are not applied yet, each
 * in a transaction of its own, then the tables and queues of the jobs. Nothing happens where nothing is to do; several
 * starts at the same time wait for each other.
 *
 * @param options.runtimePassword undefined where the operator makes the runtime login
 * @throws Error when an applied file was changed, is missing, or a new one stands before it
 */
export async function migrate(options: {
  ownerUrl: string
  runtimePassword: string | undefined
  queues: readonly Queue[]
  log: Log
  folder?: string
}): Promise<void> {
  const { ownerUrl, log, folder = join(projectFolder, 'db', 'migrations') } = options
  const migrations = await readMigrations(folder)
  await withClient(ownerUrl, async (owner) => {
    await assertSuitable(owner)
    await prepareRuntimeRole(owner, ownerUrl, options.runtimePassword)
    await inSetUp(owner, async () => {
      await restrictDatabase(owner)
      await owner.query(
        `create table if not exists public.kontor_migration (
           name text primary key, checksum text not null, applied_at timestamptz not null default now())`,
      )
    })
    for (const migration of pending(migrations, await readApplied(owner))) await apply(owner, migration, log)
  })
  await installJobs({ ownerUrl, queues: options.queues, log })
}

async function apply(owner: pg.Client, migration: Migration, log: Log): Promise<void> {
  const { name, checksum, text } = migration
  await inSetUp(owner, async () => {
    // another start may have applied it while this one waited
    if ((await readApplied(owner)).has(name)) return
    await owner.query(text)
    await owner.query('insert into public.kontor_migration (name, checksum) values ($1, $2)', [name, checksum])
    log.info({ migration: name }, 'the database has been changed')
  }).catch((cause: unknown) => {
    throw new StartProblem(`${name} cannot be applied: ${describe(cause, text)}`, { cause })
  })
}

function describe(error: unknown, text: string): string {
  if (!(error instanceof pg.DatabaseError)) return String(error)
  const line = error.position ? text.slice(0, Number(error.position)).split('\n').length : undefined
  return [error.message, error.detail, line && `line ${line}`].filter(Boolean).join(', ')
}

/** The files still to apply; refuses a history that differs from the files. */
function pending(migrations: Migration[], applied: Map<string, string>): Migration[] {
  for (const name of applied.keys()) {
    if (!migrations.some((migration) => migration.name === name)) {
      throw new StartProblem(
        `The database contains ${name}, which this Kontor does not know: it was made by a newer one.`,
      )
    }
  }
  const changed = migrations.find(({ name, checksum }) => applied.has(name) && applied.get(name) !== checksum)
  if (changed) throw new StartProblem(`${changed.name} was changed after it had been applied. Add a new file instead.`)
  const waiting = migrations.filter(({ name }) => !applied.has(name))
  const late = waiting.find(({ name }) => [...applied.keys()].some((done) => done > name))
  if (late)
    throw new StartProblem(`${late.name} stands before files that are applied already. Give it the next number.`)
  return waiting
}

async function readMigrations(folder: string): Promise<Migration[]> {
  const names = existsSync(folder) ? (await readdir(folder)).filter((name) => name.endsWith('.sql')).toSorted() : []
  const numbers = new Set<string>()
  const migrations: Migration[] = []
  for (const name of names) {
    const number = /^(\d{4})_[a-z0-9_]+\.sql$/.exec(name)?.[1]
    if (!number) throw new StartProblem(`${name} in ${folder} is not named like 0001_what_it_does.sql`)
    if (numbers.has(number)) throw new StartProblem(`Two files in ${folder} have the number ${number}.`)
    numbers.add(number)
    // git may have changed the line ends
    const text = (await readFile(join(folder, name), 'utf8')).replaceAll('\r\n', '\n')
    migrations.push({ name, text, checksum: createHash('sha256').update(text).digest('hex') })
  }
  return migrations
}

async function readApplied(owner: pg.Client): Promise<Map<string, string>> {
  const { rows } = await owner.query<{ name: string; checksum: string }>(
    'select name, checksum from public.kontor_migration',
  )
  return new Map(rows.map(({ name, checksum }) => [name, checksum]))
}

/** Refuses databases on which search and order would go wrong without anybody noticing. */
async function assertSuitable(owner: pg.Client): Promise<void> {
  const { rows } = await owner.query<{ encoding: string; ctype: string; german: boolean }>(
    `select pg_encoding_to_char(encoding) as encoding, datctype as ctype,
            exists (select from pg_collation where collname = 'de-x-icu') as german
       from pg_database where datname = current_database()`,
  )
  const [database] = rows
  if (database?.encoding !== 'UTF8')
    throw new StartProblem(`The database is in ${database?.encoding}: Kontor needs UTF8.`)
  if (!database.german) throw new StartProblem('This PostgreSQL was built without ICU, which sorts names.')
  // the trigram search ignores every letter outside ASCII there
  if (['C', 'POSIX'].includes(database.ctype)) {
    throw new StartProblem(
      `The database has the character type ${database.ctype}, under which umlauts are not found. ` +
        "Create it with: create database kontor template template0 encoding 'UTF8' locale 'C.UTF-8'",
    )
  }
}
