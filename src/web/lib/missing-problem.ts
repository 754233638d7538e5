import { ApiProblem } from './problem.ts'

/** What is missing in a form, by field, said in the shape of a problem of the server; null: nothing. */
export function missingProblem(missing: Readonly<Record<string, string | false>>): ApiProblem | null {
  const fields = Object.entries(missing).flatMap(([path, message]) =>
    message ? [{ path, code: 'missing', message }] : [],
  )
  if (fields.length === 0) return null
  return new ApiProblem({ type: 'about:blank', title: '', status: 422, code: 'fields.invalid', requestId: '', fields })
}
