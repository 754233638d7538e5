import { unfitForName } from '../../../../api/shapes.ts'
import type { Outcome } from './outcome.ts'

// most cells are tidy already: telling so leaves nothing behind, where rewriting a file's cells makes a hundred megabytes of refuse
const tidyAlready = /^(?:[!-~\u00a1-\u00ac\u00ae-\u00ff]+(?: [!-~\u00a1-\u00ac\u00ae-\u00ff]+)*)?$/
const invisible = /[\u00ad\u200b\u2060\ufeff]/g
// U+FFFD stands where a program before us has already lost a character: the text is damaged, not merely untidy
// oxlint-disable-next-line no-control-regex -- finding them is the purpose
const damaged = /[\u0000-\u001f\u007f-\u009f\ufffd]/

/** One line of tidy text: composed letters, single spaces, nothing invisible. Line breaks become spaces. */
export function tidy(raw: string): string {
  if (tidyAlready.test(raw)) return raw
  return raw.normalize('NFC').replace(invisible, '').replace(/\s+/g, ' ').trim()
}

/** The text of a one-line field, refused where it is damaged or longer than the field (IMP-3). */
export function readText(raw: string, longest: number): Outcome {
  const value = tidy(raw)
  if (damaged.test(value)) return { problem: 'control_characters' }
  return value.length > longest ? { problem: 'too_long' } : { value }
}

/** The same for a name, which must not change how the text around it reads. */
export function readName(raw: string, longest: number): Outcome {
  return unfitForName.test(tidy(raw)) ? { problem: 'control_characters' } : readText(raw, longest)
}

/** A cell kept as it stands in the file; only NUL, which no database text can hold, is marked (IMP-3). */
export function keepAsWritten(raw: string): string {
  return raw.replaceAll('\u0000', '\ufffd')
}
