import type { Language, Problem } from '../../../api/shapes.ts'
import type { Refusal, RefusalCode } from '../errors.ts'
import { words } from '../i18n.ts'

/** A refusal as RFC 9457 says, in the reader's language; fields are named with what is wrong and what is expected. */
export function problemOf(refusal: Refusal, language: Language, requestId: string): Problem {
  const t = words(language, 'errors')
  const { fields, current, vars } = refusal.details
  return {
    type: `urn:kontor:problem:${refusal.code}`,
    title: t(keyOf(refusal.code), vars ?? {}),
    status: refusal.status,
    code: refusal.code,
    ...(fields && {
      fields: fields.map((f) => ({ path: f.path, code: f.code, message: t(keyOf(`field.${f.code}`), f.vars ?? {}) })),
    }),
    ...(current !== undefined && { current }),
    requestId,
  }
}

/** The sentence of a refusal alone, for replies that tell several. */
export function refusalWords(code: RefusalCode, language: Language): string {
  return words(language, 'errors')(keyOf(code))
}

// codes contain dots, which i18next takes for levels
function keyOf(code: string): string {
  return code.replaceAll('.', '_')
}
