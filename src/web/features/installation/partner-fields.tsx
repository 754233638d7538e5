import { useTranslation } from 'react-i18next'
import { Edition } from '../../../api/shapes.ts'
import { TextField } from '../../ui/field.tsx'
import { SelectField } from '../../ui/select-field.tsx'
import type { DraftFieldsProps } from './set-up-draft.ts'

/** The first partner and its administrator. */
export function PartnerFields({ draft, errors, onChange }: DraftFieldsProps) {
  const { t } = useTranslation('installation')
  return (
    <>
      <TextField
        name="partner.name"
        span={6}
        label={t('form.partner')}
        required
        value={draft.partner}
        error={errors['partner.name']}
        onChange={(event) => onChange({ partner: event.currentTarget.value })}
      />
      <SelectField
        name="partner.edition"
        span={6}
        label={t('form.edition')}
        value={draft.edition}
        data={Edition.options.map((value) => ({ value, label: t(`edition.${value}`) }))}
        onChange={(value) => onChange({ edition: Edition.catch(draft.edition).parse(value) })}
      />
      <TextField
        name="partner.administrator.name"
        span={6}
        label={t('form.partnerName')}
        required
        value={draft.partnerName}
        error={errors['partner.administrator.name']}
        onChange={(event) => onChange({ partnerName: event.currentTarget.value })}
      />
      <TextField
        name="partner.administrator.email"
        span={6}
        type="email"
        label={t('form.partnerEmail')}
        required
        value={draft.partnerEmail}
        error={errors['partner.administrator.email']}
        onChange={(event) => onChange({ partnerEmail: event.currentTarget.value })}
      />
    </>
  )
}
