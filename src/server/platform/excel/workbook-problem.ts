/** Why a workbook cannot be read. */
export type WorkbookFault = 'broken' | 'encrypted' | 'too_large' | 'too_many_columns' | 'other_format' | 'no_workbook'

/** Thrown where reading a workbook has to stop (IMP-8). */
export class WorkbookProblem extends Error {
  readonly code: WorkbookFault

  constructor(code: WorkbookFault, options?: ErrorOptions) {
    super(`the workbook cannot be read: ${code}`, options)
    this.name = 'WorkbookProblem'
    this.code = code
  }
}
