import { useState } from 'react'
import { messagesByField } from './problem.ts'

/**
 * What is wrong with the fields of a form, by path, until a field is changed: what stands in it then has not been judged yet.
 *
 * @param values of the form, as the request has them: `administrator.email` is looked up in them
 */
export function useFieldErrors(error: unknown, values: object): Record<string, string> {
  const [judged, setJudged] = useState({ error, values })
  if (judged.error !== error) setJudged({ error, values })
  const messages = Object.entries(messagesByField(error))
  return Object.fromEntries(messages.filter(([path]) => Object.is(at(values, path), at(judged.values, path))))
}

function at(values: object, path: string): unknown {
  const step = (found: unknown, key: string) =>
    typeof found === 'object' && found !== null ? Reflect.get(found, key) : undefined
  return path.split('.').reduce<unknown>(step, values)
}
