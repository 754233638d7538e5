import { type FieldProblem, Refusal, type RefusalCode } from '../../platform/errors.ts'

/** What a definer function answers: `code` where it refused. */
export interface Answer {
  status: number
  code?: RefusalCode
}

// the field of the request that a refusal is about
const fields: Partial<Record<RefusalCode, FieldProblem>> = {
  'people.already_member': { path: 'email', code: 'already_member' },
  'people.role_not_yours': { path: 'roles', code: 'role_not_yours' },
  'people.successor_invalid': { path: 'successor', code: 'successor_invalid' },
}

/** @throws Refusal where the function refused, with the field that is wrong */
export function orRefuse<A extends Answer>(answer: A | undefined): A {
  if (!answer) throw new Error('the function gave no answer')
  const { code } = answer
  if (!code) return answer
  const field = fields[code]
  throw new Refusal(code, field ? { fields: [field] } : {})
}
