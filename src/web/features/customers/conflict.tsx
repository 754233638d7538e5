import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Named } from '../../../api/shapes.ts'
import { useMe } from '../../lib/session.tsx'
import { useFormat } from '../../lib/use-format.ts'
import { Note } from '../../ui/note.tsx'
import css from './conflict.module.css'
import { type FormKey, type FormValues, touchedKeys } from './customer-form.ts'
import { useCustomerWords } from './use-customer-words.ts'

interface ConflictProps {
  changedBy: Named | null
  before: FormValues
  theirs: FormValues
  mine: FormValues
  onChoose: (key: FormKey, value: string) => void
}

/** Two people edited at once: both versions field by field, and who the other is (CUS-5). */
export function Conflict({ changedBy, before, theirs, mine, onChoose }: ConflictProps) {
  const { t } = useTranslation('customers')
  const format = useFormat()
  const words = useCustomerWords()
  const { person } = useMe()
  // choosing the stored version must not make the typed one forgotten
  const [typed] = useState(mine)
  const theirChanges = touchedKeys(before, theirs)
  const both = touchedKeys(before, typed).filter(
    (key) => theirChanges.includes(key) && typed[key].trim() !== theirs[key].trim(),
  )
  const sentence = () => {
    if (changedBy === null) return t('conflict.someone')
    return changedBy.id === person.id ? t('conflict.self') : t('conflict.who', { person: changedBy.name })
  }
  const taken = theirChanges.filter((key) => !both.includes(key))
  return (
    <div className={css['conflict']}>
      <Note kind="warn">
        <b>{t('conflict.title')}</b>
        <p>{sentence()}</p>
        <p>{both.length > 0 ? t('conflict.choose') : t('conflict.none')}</p>
        {taken.length > 0 && <p>{t('conflict.taken', { fields: format.list(taken.map(words.field)) })}</p>}
        {both.length > 0 && (
          <table className={css['versions']}>
            <thead>
              <tr>
                <th scope="col">{t('conflict.field')}</th>
                <th scope="col">{t('conflict.mine')}</th>
                <th scope="col">{t('conflict.theirs')}</th>
              </tr>
            </thead>
            <tbody>
              {both.map((key) => (
                <tr key={key}>
                  <th scope="row">{words.field(key)}</th>
                  <td>
                    <Version name={key} value={typed[key]} now={mine[key]} onChoose={onChoose} />
                  </td>
                  <td>
                    <Version name={key} value={theirs[key]} now={mine[key]} onChoose={onChoose} />
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        )}
      </Note>
    </div>
  )
}

interface VersionProps {
  name: FormKey
  value: string
  /** what stands in the field */
  now: string
  onChoose: (key: FormKey, value: string) => void
}

function Version({ name, value, now, onChoose }: VersionProps) {
  const { t } = useTranslation('customers')
  const words = useCustomerWords()
  return (
    <label>
      <input type="radio" name={`version-${name}`} checked={now === value} onChange={() => onChoose(name, value)} />
      <span>{value === '' ? t('conflict.empty') : words.value(name, value)}</span>
    </label>
  )
}
