import { z } from 'zod'
import { endpoint, uploadEndpoint } from './endpoint.ts'
import { Allowed, Id, Named, Time } from './shapes.ts'

/** The fields a column of a customer file can be mapped to; null in a mapping: kept as read-only text (IMP-3). */
export const importFields = [
  'externalId',
  'name',
  'status',
  'email',
  'phone',
  'website',
  'street',
  'postalCode',
  'city',
  'state',
  'country',
  'industry',
  'vatId',
  'customerSince',
  'contact',
] as const
export const ImportField = z.enum(importFields)
export type ImportField = z.infer<typeof ImportField>

/** A customer file may be this large. */
export const mostImportBytes = 64 * 1024 * 1024

export const encodings = ['utf-8', 'windows-1252'] as const
export const delimiters = [';', ',', '\t'] as const

export const RowAction = z.enum(['create', 'update', 'unchanged', 'error'])
export type RowAction = z.infer<typeof RowAction>

/** Stable codes of what can be wrong with a cell; sentences: `imports.json` → `problem.<code>`. */
export const importProblems = [
  'missing',
  'too_long',
  'email_invalid',
  'phone_invalid',
  'postal_code_invalid',
  'country_unknown',
  'date_invalid',
  'date_ambiguous',
  'status_unknown',
  'industry_unknown',
  'vat_id_invalid',
  'vat_id_check_digit',
  'website_invalid',
  'contact_unknown',
  'contact_ambiguous',
  'contact_not_allowed',
  'id_missing',
  'id_repeated',
  'number_of_cells',
  'unreadable',
  'possible_duplicate',
  'not_permitted',
  'control_characters',
  'example_row',
] as const
export const ImportProblem = z.strictObject({
  column: z.string().meta({ description: 'the header as in the file' }),
  code: z.enum(importProblems),
  level: z.enum(['error', 'warning']),
})
export type ImportProblem = z.infer<typeof ImportProblem>

/** What undoing makes of a row that was taken over (IMP-5). */
export const undoResults = ['removed', 'restored', 'kept'] as const

/** Why a row is kept when an import is undone; sentences: `imports.json` → `undo.why.<code>`. */
export const UndoReason = z.enum([
  'changed',
  'contact',
  'later_import',
  'shared',
  'tenant',
  'moved',
  'contact_gone',
  'not_permitted',
])
export type UndoReason = z.infer<typeof UndoReason>

export const ImportRow = z.strictObject({
  row: z.int().meta({ description: 'as a spreadsheet counts records, the header is 1' }),
  action: RowAction,
  name: z.string(),
  customer: Id.nullable(),
  changes: z.array(
    z.strictObject({ attribute: z.string(), before: z.string().nullable(), after: z.string().nullable() }),
  ),
  problems: z.array(z.strictObject({ ...ImportProblem.shape, value: z.string(), message: z.string() })),
  undone: z
    .strictObject({ result: z.enum(undoResults), why: UndoReason.nullable() })
    .nullable()
    .meta({ description: 'what undoing the import made of the row; null: nothing' }),
})
export type ImportRow = z.infer<typeof ImportRow>

export const ImportUndo = z.strictObject({
  status: z.enum(['running', 'done', 'failed', 'cancelled']),
  failure: z.string().nullable(),
  total: z.int().meta({ description: 'rows that stood when it began' }),
  removed: z.int(),
  restored: z.int(),
  kept: z.int(),
  unseen: z.int().meta({ description: 'rows that were kept because their customer is out of sight' }),
  person: z.string(),
  startedAt: Time,
  finishedAt: Time.nullable(),
})
export type ImportUndo = z.infer<typeof ImportUndo>

const Counts = z.strictObject({
  total: z.int(),
  create: z.int(),
  update: z.int(),
  unchanged: z.int(),
  error: z.int(),
  warned: z.int(),
})

/** How many rows of a dry run are taken over: all valid ones of which something comes (IMP-4). */
export function takenRows({ create, update }: Pick<z.infer<typeof Counts>, 'create' | 'update'>): number {
  return create + update
}

export const Import = z.strictObject({
  id: Id,
  revision: z.int().meta({ description: 'of its runs; for `If-Match` where it is taken over' }),
  file: z.string(),
  status: z.enum(['checking', 'checked', 'running', 'done', 'failed', 'cancelling', 'cancelled']).meta({
    description: '`cancelling`: it is cancelled, and the part in hand is being given up',
  }),
  failure: z.string().nullable(),
  sheet: z.string().nullable().meta({ description: 'of a workbook, the one that is read' }),
  sheets: z.array(z.string()).meta({ description: 'of a workbook, those to choose from' }),
  encoding: z.enum(encodings),
  delimiter: z.enum(delimiters),
  columns: z.array(z.strictObject({ header: z.string(), field: ImportField.nullable(), samples: z.array(z.string()) })),
  remembered: z
    .boolean()
    .meta({ description: 'the columns go where an earlier file with the same headers was corrected to' }),
  required: z.array(ImportField).meta({ description: 'fields without which no customer can be created' }),
  counts: Counts,
  done: z.int().meta({ description: 'records that are settled' }),
  taken: z.boolean().meta({ description: 'rows of it have become customers, or changed them' }),
  undo: ImportUndo.nullable().meta({ description: 'the last time it was undone, or is being' }),
  organization: Named,
  maker: z.string(),
  createdAt: Time,
  finishedAt: Time.nullable(),
  can: z.strictObject({
    remap: Allowed,
    commit: Allowed,
    commitFaultless: Allowed,
    cancel: Allowed,
    errors: Allowed,
    undo: Allowed,
  }),
})
export type Import = z.infer<typeof Import>

const importId = { importId: Id }

export const importTemplate = endpoint({
  name: 'imports.template',
  method: 'get',
  path: '/imports/template.xlsx',
  can: 'customers.import',
  summary: 'A workbook to fill in: headers in the reader’s language, notes, drop-downs, an example row (IMP-1)',
  replies: { 200: null },
  media: 'file',
})
export const importErrors = endpoint({
  name: 'imports.errors',
  method: 'get',
  path: '/imports/:importId/errors.xlsx',
  can: 'customers.import',
  summary:
    'The rows of the file as a workbook, the reason beside each wrong cell; corrected, it can be uploaded (IMP-3)',
  params: importId,
  query: { rows: z.enum(['faulty', 'all']).default('faulty') },
  replies: { 200: null },
  media: 'xlsx',
})

export const uploadImport = uploadEndpoint({
  name: 'imports.upload',
  method: 'post',
  path: '/imports',
  can: 'customers.import',
  mostBytes: mostImportBytes,
  summary:
    'Upload a customer file (.xlsx or .csv); detected sheets, encoding, delimiter and columns come back, the dry run starts (IMP-2, IMP-3)',
  replies: { 201: Import },
})
export const listImports = endpoint({
  name: 'imports.list',
  method: 'get',
  path: '/imports',
  can: 'customers.import',
  summary: 'Imports the reader may see (ACC-11a)',
  replies: { 200: z.strictObject({ items: z.array(Import) }) },
})
export const readImport = endpoint({
  name: 'imports.read',
  method: 'get',
  path: '/imports/:importId',
  can: 'customers.import',
  summary: 'State and progress of an import',
  params: importId,
  replies: { 200: Import },
})
export const remapImport = endpoint({
  name: 'imports.remap',
  method: 'patch',
  path: '/imports/:importId',
  can: 'customers.import',
  summary: 'Correct sheet, encoding, delimiter or the mapping of columns; the dry run starts again (IMP-2)',
  params: importId,
  body: z
    .strictObject({
      sheet: z.string().max(100),
      encoding: z.enum(encodings),
      delimiter: z.enum(delimiters),
      columns: z.array(z.strictObject({ header: z.string().max(300), field: ImportField.nullable() })).max(500),
      forget: z.boolean().meta({
        description: 'true: the columns go by their headers again, for the next files with the same headers too',
      }),
    })
    .partial(),
  replies: { 200: Import },
})
export const importRows = endpoint({
  name: 'imports.rows',
  method: 'get',
  path: '/imports/:importId/rows',
  can: 'customers.import',
  summary: 'The rows of a dry run or of a finished import, by row number',
  params: importId,
  query: {
    action: z.enum(['all', 'create', 'update', 'unchanged', 'warned', 'error', ...undoResults]).default('all'),
    after: z.coerce.number().int().min(0).default(0),
    limit: z.coerce.number().int().min(1).max(500).default(100),
  },
  replies: { 200: z.strictObject({ items: z.array(ImportRow), more: z.boolean() }) },
})
export const commitImport = endpoint({
  name: 'imports.commit',
  method: 'post',
  path: '/imports/:importId/commit',
  can: 'customers.import',
  summary:
    'Take over all valid rows, or nothing if any is wrong (IMP-4); runs as a job, where any row is new or changed. `If-Match` names the dry run that was looked at',
  params: importId,
  body: z.strictObject({ onlyIfFaultless: z.boolean().default(false) }),
  replies: { 202: Import },
})
export const cancelImport = endpoint({
  name: 'imports.cancel',
  method: 'post',
  path: '/imports/:importId/cancellation',
  can: 'customers.import',
  summary:
    'Discard a checked import, or stop one that is running or being undone: the part in hand is given up, of undoing it is finished',
  params: importId,
  replies: { 200: Import },
})

export const UndoPreview = z.strictObject({
  remove: z.int().meta({ description: 'customers that the import created' }),
  restore: z.int().meta({ description: 'customers that get back what the import changed' }),
  keep: z.array(z.strictObject({ why: UndoReason, count: z.int() })),
  unseen: z.int().meta({ description: 'customers out of sight, which are kept' }),
})
export type UndoPreview = z.infer<typeof UndoPreview>

export const previewUndo = endpoint({
  name: 'imports.previewUndo',
  method: 'get',
  path: '/imports/:importId/undo',
  can: 'customers.import',
  summary: 'What undoing an import would remove, restore and keep (IMP-5)',
  params: importId,
  replies: { 200: UndoPreview },
})
export const undoImport = endpoint({
  name: 'imports.undo',
  method: 'post',
  path: '/imports/:importId/undo',
  can: 'customers.import',
  summary:
    'Undo what an import created and changed (IMP-5); runs as a job. A customer that was edited since is kept and named',
  params: importId,
  replies: { 202: Import },
})
