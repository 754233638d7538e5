import { createContext, use } from 'react'
import { useTranslation } from 'react-i18next'
import { currentLanguage } from './i18n.ts'
import { type Format, formatOf } from './format.ts'

/** Time zone of the signed-in person (PPL-10). */
export const TimeZoneContext = createContext(Intl.DateTimeFormat().resolvedOptions().timeZone)

/** Numbers and dates in the reader's language and time zone. */
export function useFormat(): Format {
  // subscribes to a change of language
  useTranslation()
  return formatOf(currentLanguage(), use(TimeZoneContext))
}
