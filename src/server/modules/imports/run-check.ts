import type { Services } from '../../platform/services.ts'
import { holdImport } from './find-import.ts'
import { lookupFor } from './look-up.ts'
import { mayImport } from './may-import.ts'
import { begin, finish, progress, type Run, Superseded } from './run-import.ts'
import { storeRows } from './store-rows.ts'

/** Checks the file of an import and keeps what each row would become (IMP-3). Nothing else is written. */
export async function runCheck(services: Services, run: Run): Promise<void> {
  const started = await begin(services, run, 'checking')
  if (!started) return
  const { within, check, record } = started
  try {
    for await (const part of started.parts()) {
      await within(async (tx, actor) => {
        mayImport(actor, record.organizationId)
        await holdImport(tx, run.import)
        const rows = await check.check(part.batch, lookupFor(tx, actor, record.organizationId, false))
        await storeRows(tx, { operator: actor.operator.id, import: run.import }, rows)
        await progress(tx, run, 'checking', part)
      })
    }
    await within((tx) => finish(tx, run, 'checking', { status: 'checked' }))
  } catch (error) {
    if (!(error instanceof Superseded)) throw error
  }
}
