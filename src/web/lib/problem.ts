import type { Problem } from '../../api/shapes.ts'

export type FieldProblem = NonNullable<Problem['fields']>[number]

/** What every failed call throws. `code` is stable, `title` and `detail` are in the reader's language. */
export class ApiProblem extends Error {
  readonly status: number
  readonly code: string
  readonly title: string
  readonly detail: string | undefined
  readonly fields: readonly FieldProblem[]
  readonly current: unknown
  readonly requestId: string

  constructor(problem: Problem) {
    super(problem.detail ?? problem.title)
    this.name = 'ApiProblem'
    this.status = problem.status
    this.code = problem.code
    this.title = problem.title
    this.detail = problem.detail
    this.fields = problem.fields ?? []
    this.current = problem.current
    this.requestId = problem.requestId
  }
}

/** No answer at all, or one of something that stands before the server. */
export function isUnreachable(error: unknown): boolean {
  return (
    error instanceof ApiProblem &&
    (error.status === 0 || error.status === 502 || error.status === 503 || error.status === 504)
  )
}

/** What was refused will be refused again; a server that is busy or out of reach will not stay so. */
export function isPassing(error: unknown): boolean {
  return (
    !(error instanceof ApiProblem) || error.status === 0 || [408, 429].includes(error.status) || error.status >= 500
  )
}

/** The reader lacks the permission for the whole page. */
export function isForbidden(error: unknown): error is ApiProblem {
  return error instanceof ApiProblem && error.status === 403
}

/** What was asked for does not exist, or not for this reader. */
export function isMissing(error: unknown): boolean {
  return error instanceof ApiProblem && error.code === 'access.not_found'
}

/** What failed and why, in one line; of a sentence, the sentence. */
export function sentenceOf(reason: unknown): string {
  if (reason instanceof ApiProblem) return [reason.title, reason.detail].filter(Boolean).join(': ')
  return reason instanceof Error ? reason.message : String(reason)
}

/** The messages of a problem by field path, for forms. */
export function messagesByField(error: unknown): Record<string, string> {
  if (!(error instanceof ApiProblem)) return {}
  return Object.fromEntries(error.fields.map((field) => [field.path, field.message]))
}
