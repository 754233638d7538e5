import { access, constants } from 'node:fs/promises'
import { parseArgs } from 'node:util'
import { sql } from 'kysely'
import { Id } from '../../api/shapes.ts'
import { importFile, type Told, UnreadableFile, undoAtOnce } from '../modules/imports/index.ts'
import type { Config } from '../platform/config.ts'
import { Refusal } from '../platform/errors.ts'
import { problemOf } from '../platform/http/problem.ts'
import { words } from '../platform/i18n.ts'
import type { Log } from '../platform/log.ts'
import type { Services } from '../platform/services.ts'
import { open } from './open.ts'

const usage = `kontor import customers FILE --as LOGIN --organization HANDLE [--dry-run] [--report json]
kontor import undo ID --as LOGIN --organization HANDLE [--report json]
`

interface Wanted {
  /** an import to be undone, not a file to be imported */
  undo: boolean
  /** the file, or the id of the import */
  path: string
  login: string
  organization: string
  dryRun: boolean
  json: boolean
}

/**
 * Imports a customer file, or tries it out (IMP-3, IMP-4), or undoes an import (IMP-5), in the name of a person and with their rights.
 *
 * @returns the exit code: 0 with errors in the file too, 1 where the person may not or the import was cancelled, 2 where the file or the call can't be read
 */
export async function importCustomers(config: Config, log: Log, args: string[]): Promise<number> {
  const wanted = understand(args)
  if (!wanted) return complain(usage, 2)
  if (!wanted.undo && !(await isReadable(wanted.path))) return complain(`${wanted.path} cannot be read.\n`, 2)
  const opened = await open(config, log, { worker: false, beside: true })
  try {
    return await importAs(opened.services, wanted)
  } finally {
    await opened.close()
  }
}

function isReadable(path: string): Promise<boolean> {
  return access(path, constants.R_OK).then(
    () => true,
    () => false,
  )
}

function understand(args: string[]): Wanted | undefined {
  try {
    const { values, positionals } = parseArgs({
      args,
      allowPositionals: true,
      options: {
        as: { type: 'string' },
        organization: { type: 'string' },
        'dry-run': { type: 'boolean', default: false },
        report: { type: 'string' },
      },
    })
    const [kind, path, ...more] = positionals
    const { as: login, organization, report } = values
    const undo = kind === 'undo'
    const target = undo ? Id.safeParse(path).data : path
    if (!target || !login || !organization || more.length > 0) return undefined
    if (undo ? values['dry-run'] : kind !== 'customers') return undefined
    if (report !== undefined && report !== 'json') return undefined
    return { undo, path: target, login, organization, dryRun: values['dry-run'], json: report === 'json' }
  } catch {
    return undefined
  }
}

const endings = { cancelled: 'cancelled', failed: 'given up' }

async function importAs(services: Services, wanted: Wanted): Promise<number> {
  const { path, login, organization, dryRun, json } = wanted
  const { rows } = await services.database.outside((tx) =>
    sql<{ person: string }>`select person_id as person from access.sign_in_candidate(${login})`.execute(tx),
  )
  const [found] = rows
  if (!found) return complain(`Nobody signs in as ${login}.\n`, 1)
  if (wanted.undo) return undoAs(services, found.person, wanted)
  const report = json ? jsonReport() : summary(dryRun)
  try {
    const ended = await importFile(services, { path, person: found.person, organization, dryRun, told: report.add })
    report.end()
    return ended === 'done'
      ? 0
      : complain(`The import was ${endings[ended]} before its end; the rows above are taken over.\n`, 1)
  } catch (error) {
    return complain(...explain(error))
  }
}

/** For programs: one entry per record of the file. */
function jsonReport() {
  let entries = 0
  return {
    add: (rows: readonly Told[]) => {
      for (const { row, action, problems } of rows) {
        const told = problems.map(({ column, code, level }) => ({ column, code, level }))
        process.stdout.write(`${entries === 0 ? '[' : ','}\n${JSON.stringify({ row, action, problems: told })}`)
        entries += 1
      }
    },
    end: () => void process.stdout.write(entries === 0 ? '[]\n' : '\n]\n'),
  }
}

/** For the person at the terminal. */
function summary(dryRun: boolean) {
  const counts = { create: 0, update: 0, unchanged: 0, error: 0 }
  return {
    add: (rows: readonly Told[]) => {
      for (const { row, action, problems } of rows) {
        counts[action] += 1
        const faults = problems.filter(({ level }) => level === 'error').map(({ column, code }) => `${column} ${code}`)
        if (faults.length > 0) process.stdout.write(`row ${row}: ${faults.join(', ')}\n`)
      }
    },
    end: () => {
      const { create, update, unchanged, error } = counts
      process.stdout.write(
        `${dryRun ? 'to create' : 'created'} ${create}, ${dryRun ? 'to update' : 'updated'} ${update}, unchanged ${unchanged}, with errors ${error}\n`,
      )
    },
  }
}

async function undoAs(services: Services, person: string, { path, organization, json }: Wanted): Promise<number> {
  try {
    const { undo, rows } = await undoAtOnce(services, { import: path, person, organization })
    if (json) process.stdout.write(`${JSON.stringify(rows)}\n`)
    else {
      for (const { row, why } of rows) if (why) process.stdout.write(`row ${row}: kept, ${why}\n`)
      process.stdout.write(
        `removed ${undo.removed}, restored ${undo.restored}, kept ${undo.kept}, out of sight ${undo.unseen}\n`,
      )
    }
    return undo.status === 'done'
      ? 0
      : complain(`Undoing was ${undo.status === 'cancelled' ? 'cancelled' : 'given up'} before its end.\n`, 1)
  } catch (error) {
    return complain(...explain(error))
  }
}

function explain(error: unknown): [string, number] {
  if (error instanceof UnreadableFile)
    return [`The file cannot be read: ${words('en', 'imports')(`failure.${error.code}`)}\n`, 2]
  if (error instanceof Refusal) {
    const { title, fields = [] } = problemOf(error, 'en', '')
    const sentences = [title, ...fields.map(({ message }) => message)]
    return [`${sentences.join(' ')}\n`, ['imports.unreadable', 'files.too_large'].includes(error.code) ? 2 : 1]
  }
  throw error
}

function complain(sentence: string, code: number): number {
  process.stderr.write(sentence)
  return code
}
