import { useTranslation } from 'react-i18next'
import { Fields, TextField } from '../../ui/field.tsx'
import type { DraftFieldsProps } from './set-up-draft.ts'

/** The operator's first administrator. No password: they set it themselves by the link (PPL-2). */
export function AdministratorFields({ draft, errors, onChange }: DraftFieldsProps) {
  const { t } = useTranslation('installation')
  return (
    <Fields>
      <TextField
        name="administrator.name"
        span={6}
        label={t('form.name')}
        required
        value={draft.administratorName}
        error={errors['administrator.name']}
        autoComplete="name"
        onChange={(event) => onChange({ administratorName: event.currentTarget.value })}
      />
      <TextField
        name="administrator.email"
        span={6}
        type="email"
        label={t('form.email')}
        required
        value={draft.administratorEmail}
        error={errors['administrator.email']}
        autoComplete="email"
        onChange={(event) => onChange({ administratorEmail: event.currentTarget.value })}
      />
    </Fields>
  )
}
