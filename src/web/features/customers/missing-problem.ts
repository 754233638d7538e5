import { requiredIn } from '../../../api/countries.ts'
import { ApiProblem } from '../../lib/problem.ts'
import type { FormKey, FormValues } from './customer-form.ts'

/** Required fields that are empty, said in the shape of a problem of the server; null: none (CUS-2). */
export function missingProblem(
  required: readonly string[],
  keys: readonly FormKey[],
  values: FormValues,
  say: (key: FormKey) => string,
): ApiProblem | null {
  const missing = keys.filter(
    (key) => required.includes(key) && requiredIn(key, values.country) && values[key].trim() === '',
  )
  if (missing.length === 0) return null
  return new ApiProblem({
    type: 'about:blank',
    title: '',
    status: 422,
    code: 'fields.invalid',
    requestId: '',
    fields: missing.map((path) => ({ path, code: 'missing', message: say(path) })),
  })
}
