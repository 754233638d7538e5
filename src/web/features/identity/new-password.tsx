import { useDebouncedValue } from '@mantine/hooks'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { type ReactNode, useId } from 'react'
import { useTranslation } from 'react-i18next'
import { gradePassword } from '../../../api/identity.ts'
import { call } from '../../lib/client.ts'
import { PasswordField } from '../../ui/field.tsx'
import css from './identity.module.css'

interface NewPasswordProps {
  name: string
  label: string
  value: string
  onChange: (value: string) => void
  /** names that make a password weak */
  names: readonly string[]
  error?: ReactNode
}

const steps = [0, 1, 2, 3, 4] as const

/** A new password with its strength while typing (PPL-4). */
export function NewPassword({ name, label, value, onChange, names, error }: NewPasswordProps) {
  const { t } = useTranslation('identity')
  const id = useId()
  const [typed] = useDebouncedValue(value, 250)
  const grade = useQuery({
    // passwords are not kept in the cache under their own text
    queryKey: ['identity.grade', id, typed.length, hashOf(typed)],
    queryFn: ({ signal }) => call(gradePassword, { body: { password: typed, names: [...names] }, signal }),
    enabled: typed !== '',
    placeholderData: keepPreviousData,
    gcTime: 0,
    retry: false,
  })
  const found = value === '' ? undefined : grade.data
  const score = steps.find((step) => step === found?.score)
  return (
    <div className={css['new']}>
      <PasswordField
        name={name}
        label={label}
        value={value}
        onChange={(event) => onChange(event.currentTarget.value)}
        autoComplete="new-password"
        error={error}
        aria-describedby={id}
      />
      <div className={css['meter']} aria-hidden data-ok={found?.ok ?? undefined}>
        {steps.slice(1).map((step) => (
          <i key={step} data-on={(found && found.score >= step) || undefined} />
        ))}
      </div>
      <p id={id} className={css['grade']} role="status">
        {found === undefined || score === undefined ? t('grade.rule') : (found.why ?? t(`grade.${score}`))}
      </p>
    </div>
  )
}

function hashOf(text: string): number {
  let hash = 0
  for (const character of text) hash = (Math.imul(hash, 31) + (character.codePointAt(0) ?? 0)) | 0
  return hash
}
