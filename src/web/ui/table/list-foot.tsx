import { IconX } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { useFormat } from '../../lib/use-format.ts'
import { IconButton } from '../button.tsx'
import { VisuallyHidden } from '../visually-hidden.tsx'
import css from './foot.module.css'
import type { ListState } from './list-state.ts'
import type { ListWords } from './list-view.ts'
import { type Total, useTotalText } from './use-total.ts'

interface ListFootProps {
  words: ListWords
  state: ListState
  /** rows that match, and rows there are; null while being counted */
  matching: Total | null
  all: Total | null
}

/** How many of how many: fetched apart from the rows (LST-7). */
export function ListFoot({ words, state, matching, all }: ListFootProps) {
  const { t } = useTranslation('lists')
  const say = useTotalText()
  const filtered = Object.keys(state.filter).length > 0
  const shown = filtered || state.q !== '' ? matching : all
  if (!shown || !all) return <footer className={css['foot']} />
  const number = say(shown)
  const text = () => {
    if (filtered) return words.part(number, say(all))
    return state.q === ''
      ? words.things(all.value, number)
      : t('found', { number, total: say(all), q: state.q, count: shown.value })
  }
  return (
    <footer className={css['foot']}>
      <Strong text={text()} part={number} />
    </footer>
  )
}

function Strong({ text, part }: { text: string; part: string }) {
  const at = text.indexOf(part)
  return at < 0 ? (
    text
  ) : (
    <span>
      {text.slice(0, at)}
      <b>{part}</b>
      {text.slice(at + part.length)}
    </span>
  )
}

interface SelectionBarProps {
  count: number
  onClear: () => void
  /** what can be done with them */
  children: ReactNode
}

/** How many rows are chosen, what can be done with them, and the way out (LST-8). */
export function SelectionBar({ count, onClear, children }: SelectionBarProps) {
  const { t } = useTranslation('lists')
  if (count === 0) return null
  return (
    <div className={css['selection']} role="toolbar" aria-label={t('select.bar')}>
      <b>{t('select.count', { count })}</b>
      <span className={css['rule']} />
      {children}
      <IconButton className={css['clear']} icon={IconX} label={t('select.clear')} onClick={onClear} />
    </div>
  )
}

/** Says what changed to those who hear the page. */
export function ListNews({ loading, rows, chosen }: { loading: boolean; rows: number; chosen: number }) {
  const { t } = useTranslation('lists')
  const format = useFormat()
  const state = loading
    ? t('live.loading')
    : rows === 0
      ? t('live.none')
      : t('live.loaded', { count: rows, number: format.number(rows) })
  return (
    <VisuallyHidden role="status">
      {state} {chosen > 0 && t('select.count', { count: chosen })}
    </VisuallyHidden>
  )
}
