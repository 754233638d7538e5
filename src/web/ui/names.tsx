import { Fragment } from 'react'
import { currentLanguage } from '../lib/i18n.ts'

/** Names in a sentence, each of them emphasised. */
export function Names({ names }: { names: readonly string[] }) {
  const parts = new Intl.ListFormat(currentLanguage(), { type: 'conjunction' }).formatToParts(names)
  return parts.map((part, at) =>
    part.type === 'element' ? <b key={part.value}>{part.value}</b> : <Fragment key={`${at}`}>{part.value}</Fragment>,
  )
}
