import type { Outcome } from './outcome.ts'
import { tidy } from './text.ts'

const local = /^[a-z0-9!#$%&'*+/=?^_`{|}~-]+(\.[a-z0-9!#$%&'*+/=?^_`{|}~-]+)*$/i
const domain = /^([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+([a-z]{2,63}|xn--[a-z0-9-]{1,59})$/i

/** An e-mail address as mail servers accept it everywhere: ASCII, one `@`, a domain with a top level. */
export function readEmail(raw: string): Outcome {
  const value = tidy(raw)
    .replace(/^mailto:\s*/i, '')
    .replace(/^<(.*)>$/, '$1')
  const at = value.lastIndexOf('@')
  const fits = value.length <= 254 && at > 0 && at <= 64
  if (!fits || !local.test(value.slice(0, at)) || !domain.test(value.slice(at + 1))) return { problem: 'email_invalid' }
  return { value }
}
