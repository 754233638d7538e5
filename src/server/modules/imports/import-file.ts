import { createReadStream } from 'node:fs'
import { basename } from 'node:path'
import { sql } from 'kysely'
import { withinAs } from '../../access/index.ts'
import type { Services } from '../../platform/services.ts'
import { batchesOf, FileCheck } from './check-file.ts'
import type { CheckedRow } from './checked-row.ts'
import { detect } from './detect.ts'
import { failureOf } from './jobs.ts'
import { keepFile } from './keep-file.ts'
import { lookupFor } from './look-up.ts'
import { readHead } from './read-head.ts'
import { readRecords } from './read-records.ts'
import { rulesFor } from './rules-for.ts'
import { runCommit } from './run-commit.ts'

/** A file to be imported at once, by the command line. */
export interface FileImport {
  readonly path: string
  readonly person: string
  /** id or handle */
  readonly organization: string
  readonly dryRun: boolean
  readonly told: (rows: readonly CheckedRow[]) => void
}

/**
 * Imports a file without the workers, in the name of a person and with their rights (IMP-3, IMP-4). A dry run writes nothing;
 * otherwise the import stands among the others, with the image of each customer before its change.
 *
 * @throws UnreadableFile, Refusal
 */
export async function importFile(services: Services, wanted: FileImport): Promise<void> {
  if (wanted.dryRun) return tryOut(services, wanted)
  const { path, person, organization, told } = wanted
  const upload = { name: basename(path), content: createReadStream(path), tooLarge: () => false }
  const id = await withinAs(services.database, { person, organization, module: 'customers' }, (tx, actor) =>
    keepFile(tx, actor, services, upload, 'running'),
  )
  try {
    await runCommit(services, { import: id, attempt: 1, person, organization }, told)
  } catch (error) {
    await withinAs(services.database, { person, organization, module: 'customers' }, (tx) =>
      sql`update imports set status = 'failed', failure = ${failureOf(error) ?? 'internal'}, finished_at = now()
        where id = ${id} and status = 'running'`.execute(tx),
    )
    throw error
  }
}

async function tryOut(services: Services, { path, person, organization, told }: FileImport): Promise<void> {
  const within = { person, organization, module: 'customers' } as const
  const open = () => createReadStream(path)
  const dialect = await detect(open)
  const columns = await readHead(open, dialect)
  const check = await withinAs(
    services.database,
    within,
    async (tx, actor) => new FileCheck(await rulesFor(tx, actor, actor.organization.id, columns, services.now())),
  )
  const records = readRecords(open, dialect)
  await records.next()
  for await (const batch of batchesOf(records)) {
    told(
      await withinAs(services.database, within, (tx, actor) =>
        check.check(batch, lookupFor(tx, actor, actor.organization.id, false)),
      ),
    )
  }
}
