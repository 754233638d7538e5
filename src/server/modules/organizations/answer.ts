import { Refusal, type RefusalCode } from '../../platform/errors.ts'

/** What a definer function answers: `code` where it refused. */
export interface Answer {
  status: number
  code?: RefusalCode
}

// the field of the request that a refusal is about
const fields: Partial<Record<RefusalCode, string>> = {
  'people.already_member': 'email',
  'people.role_not_yours': 'roles',
  'people.successor_invalid': 'successor',
}

/** @throws Refusal where the function refused, with the field that is wrong */
export function orRefuse<A extends Answer>(answer: A | undefined): A {
  if (!answer) throw new Error('the function gave no answer')
  const { code } = answer
  if (!code) return answer
  const path = fields[code]
  throw new Refusal(code, path ? { fields: [{ path, code: code.slice(code.indexOf('.') + 1) }] } : {})
}
