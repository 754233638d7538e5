import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { Avatar } from '../../ui/avatar.tsx'
import { Skeleton } from '../../ui/skeleton.tsx'
import css from './assign.module.css'

interface Candidate {
  id: string
  name: string
  /** muted, at the right: *für 3 von 5* */
  note?: ReactNode
}

export interface ContactChoiceProps {
  search: string
  found: {
    data?: { items: readonly Candidate[] } | undefined
    isPending: boolean
    isError: boolean
    isSuccess: boolean
  }
  /** undefined: nobody is chosen yet; null: no partner contact */
  chosen: string | null | undefined
  onChoose: (person: string | null) => void
}

/** Who may become partner contact, one of them, or nobody (CUS-7). */
export function ContactChoice({ search, found, chosen, onChoose }: ContactChoiceProps) {
  const { t } = useTranslation('customers')
  const people = found.data?.items ?? []
  return (
    <fieldset className={css['people']} aria-busy={found.isPending}>
      <legend className={css['legend']}>{t('assign.people')}</legend>
      {found.isPending && [58, 70, 46].map((width) => <Skeleton key={width} width={`${width}%`} height={20} />)}
      {found.isError && <p className={css['quiet']}>{t('assign.failed')}</p>}
      {found.isSuccess && people.length === 0 && (
        <p className={css['quiet']}>{search === '' ? t('assign.empty') : t('assign.none', { q: search })}</p>
      )}
      {people.map((person) => (
        <Choice key={person.id} person={person} checked={chosen === person.id} onChoose={() => onChoose(person.id)} />
      ))}
      {search === '' && found.isSuccess && (
        <Choice person={null} checked={chosen === null} onChoose={() => onChoose(null)} />
      )}
    </fieldset>
  )
}

function Choice({ person, checked, onChoose }: { person: Candidate | null; checked: boolean; onChoose: () => void }) {
  const { t } = useTranslation('customers')
  return (
    <label className={css['person']}>
      <input type="radio" name="contact" checked={checked} onChange={onChoose} />
      {person !== null && <Avatar name={person.name} />}
      <span>{person?.name ?? t('assign.nobody')}</span>
      {person?.note && <span className={css['fits']}>{person.note}</span>}
    </label>
  )
}
