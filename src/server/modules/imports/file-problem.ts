/** Why a file as a whole cannot be read (IMP-8); sentences: `imports.json` → `failure.<code>`. */
export type FileProblem =
  | 'empty'
  | 'spreadsheet'
  | 'workbook_broken'
  | 'unpacked_too_large'
  | 'archive'
  | 'encrypted'
  | 'binary'
  | 'encoding_unsupported'
  | 'too_many_columns'
  | 'header_unreadable'
  | 'quotes_unbalanced'

/** Thrown where reading has to stop; what concerns one row alone never is. */
export class UnreadableFile extends Error {
  readonly code: FileProblem

  constructor(code: FileProblem) {
    super(`the file cannot be read: ${code}`)
    this.name = 'UnreadableFile'
    this.code = code
  }
}
