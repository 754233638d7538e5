import * as api from '../../../api/imports.ts'
import {
  type Actor,
  type ActorContext,
  type Implementation,
  implement,
  implementInTwo,
  implementUpload,
} from '../../access/index.ts'
import type { Tx } from '../../platform/db/database.ts'
import { workbookType } from '../../platform/excel/write-workbook.ts'
import type { Services } from '../../platform/services.ts'
import { cancelImport } from './cancel-import.ts'
import { commitImport } from './commit-import.ts'
import { errorWorkbook } from './error-workbook.ts'
import { findImport, findImports } from './find-import.ts'
import { importTemplate } from './import-template.ts'
import { readRows } from './import-rows.ts'
import { keepFile, storeFile } from './keep-file.ts'
import { mayImport } from './may-import.ts'
import { presentImport, presentImports } from './present-import.ts'
import { type ReadAgain, readAgain } from './read-table.ts'
import { readingFor, remapImport } from './remap-import.ts'
import { checkQueue, startRun } from './start-run.ts'
import { previewUndo, undoImport } from './undo-import.ts'

export const routes: Implementation[] = [
  implementUpload(api.uploadImport, async ({ actor: asking }) => {
    mayImport(asking, asking.organization.id)
    return {
      between: async ({ services: { files }, folder, receive }) => {
        const stored = await storeFile({ files }, await receive(), folder)
        return async ({ tx, actor, services }) => {
          const id = await keepFile(tx, actor, stored, 'checking')
          await startRun(tx, actor, services, id, checkQueue)
          return { status: 201, body: await shown(tx, actor, services, id) }
        }
      },
    }
  }),
  implement(api.importTemplate, async ({ tx, actor, services }) => {
    const { name, content } = await importTemplate(tx, actor, services.now())
    return { status: 200, stream: [content], type: workbookType, fileName: name }
  }),
  implement(api.importErrors, async ({ tx, actor, services, params, query }) => {
    const { name, stream } = await errorWorkbook(tx, actor, services, params.importId, query.rows === 'all')
    return { status: 200, stream, type: workbookType, fileName: name }
  }),
  implement(api.listImports, async ({ tx, actor, services }) => ({
    status: 200,
    body: { items: await presentImports(tx, actor, await findImports(tx), services.now()) },
  })),
  implement(api.readImport, async ({ tx, actor, services, params }) => {
    const body = await shown(tx, actor, services, params.importId)
    return { status: 200, body, etag: body.revision }
  }),
  implementInTwo(
    api.remapImport,
    async ({ tx: first, actor: asking, services: given, params: { importId }, body: wanted }) => {
      const again = await readingFor(first, asking, given, importId, wanted)
      const write =
        (read: ReadAgain | null) =>
        async ({ tx, actor, services }: ActorContext<typeof api.remapImport>) => {
          await remapImport(tx, actor, services, importId, { wanted, read })
          return { status: 200, body: await shown(tx, actor, services, importId), resultId: importId }
        }
      if (!again) return { write: write(null) }
      return { between: async ({ folder }) => write(await readAgain(given, again.record, again.reading, folder)) }
    },
    async ({ tx, actor, services }, id) => ({ status: 200, body: await shown(tx, actor, services, id) }),
  ),
  implement(api.importRows, async ({ tx, actor, params, query }) => ({
    status: 200,
    body: await readRows(tx, actor, params.importId, query),
  })),
  implement(
    api.commitImport,
    async ({ tx, actor, services, params: { importId }, body, revision }) => {
      await commitImport(tx, actor, services, importId, { revision, ...body })
      return { status: 202, body: await shown(tx, actor, services, importId), resultId: importId }
    },
    async ({ tx, actor, services }, id) => ({ status: 202, body: await shown(tx, actor, services, id) }),
  ),
  implement(api.previewUndo, async ({ tx, actor, services, params }) => ({
    status: 200,
    body: await previewUndo(tx, actor, services, params.importId),
  })),
  implement(
    api.undoImport,
    async ({ tx, actor, services, params: { importId } }) => {
      await undoImport(tx, actor, services, importId)
      return { status: 202, body: await shown(tx, actor, services, importId), resultId: importId }
    },
    async ({ tx, actor, services }, id) => ({ status: 202, body: await shown(tx, actor, services, id) }),
  ),
  implement(
    api.cancelImport,
    async ({ tx, actor, services, params: { importId } }) => {
      await cancelImport(tx, actor, services, importId)
      return { status: 200, body: await shown(tx, actor, services, importId), resultId: importId }
    },
    async ({ tx, actor, services }, id) => ({ status: 200, body: await shown(tx, actor, services, id) }),
  ),
]

async function shown(tx: Tx, actor: Actor, { now }: Services, id: string) {
  return presentImport(tx, actor, await findImport(tx, id), now())
}
