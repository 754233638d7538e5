import type { Outcome } from './outcome.ts'
import { tidy } from './text.ts'

const host =
  /^([a-z0-9\u00a1-\uffff]([a-z0-9\u00a1-\uffff-]*[a-z0-9\u00a1-\uffff])?\.)+[a-z\u00a1-\uffff][a-z0-9\u00a1-\uffff-]+$/i

/** A web address with or without `https://`, kept as written. Other schemes are refused: the page offers it as a link. */
export function readWebsite(raw: string): Outcome {
  const value = tidy(raw)
  const bare = value.replace(/^https?:\/\//i, '')
  const name = bare.split(/[/?#:]/, 1)[0] ?? ''
  const scheme = /^([a-z][a-z0-9+.-]*):(?!\d)/i.exec(bare)
  if (value.length > 200) return { problem: 'too_long' }
  if (scheme || /\s/.test(value) || !host.test(name) || !URL.canParse(`https://${bare}`))
    return { problem: 'website_invalid' }
  return { value }
}
