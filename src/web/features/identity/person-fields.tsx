import { useTranslation } from 'react-i18next'
import type { Me } from '../../../api/identity.ts'
import { Language } from '../../../api/shapes.ts'
import { timeZonesWith } from '../../lib/time-zones.ts'
import { Fields, TextField } from '../../ui/field.tsx'
import { SelectField } from '../../ui/select-field.tsx'

export type PersonDraft = Pick<Me['person'], 'name' | 'login' | 'language' | 'timeZone'>

interface PersonFieldsProps {
  draft: PersonDraft
  errors: Record<string, string>
  onChange: (change: Partial<PersonDraft>) => void
}

/** The fields of the own data. */
export function PersonFields({ draft, errors, onChange }: PersonFieldsProps) {
  const { t } = useTranslation(['identity', 'common'])
  return (
    <Fields>
      <TextField
        name="name"
        span={6}
        label={t('settings.name')}
        required
        value={draft.name}
        error={errors['name']}
        autoComplete="name"
        onChange={(event) => onChange({ name: event.currentTarget.value })}
      />
      <TextField
        name="login"
        span={6}
        label={t('settings.login')}
        required
        value={draft.login}
        error={errors['login']}
        autoComplete="username"
        spellCheck={false}
        onChange={(event) => onChange({ login: event.currentTarget.value })}
      />
      <SelectField
        name="language"
        span={6}
        label={t('settings.language')}
        value={draft.language}
        data={Language.options.map((value) => ({ value, label: t(`common:language.${value}`) }))}
        onChange={(value) => onChange({ language: Language.catch(draft.language).parse(value) })}
      />
      <SelectField
        name="timeZone"
        span={6}
        label={t('settings.timeZone')}
        value={draft.timeZone}
        data={timeZonesWith(draft.timeZone)}
        searchable
        error={errors['timeZone']}
        onChange={(value) => onChange({ timeZone: value ?? draft.timeZone })}
      />
    </Fields>
  )
}
