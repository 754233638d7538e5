import { useTranslation } from 'react-i18next'
import { timeZonesWith } from '../../lib/time-zones.ts'
import { Fields, RadioCards, TextField } from '../../ui/field.tsx'
import { SelectField } from '../../ui/select-field.tsx'
import type { DraftFieldsProps } from './set-up-draft.ts'

const currencies = ['EUR', 'CHF', 'USD', 'GBP', 'DKK', 'SEK', 'NOK', 'PLN', 'CZK']
const presets = ['vendor', 'marketplace'] as const

/** What the operator is and how it counts. */
export function OperatorFields({ draft, errors, onChange }: DraftFieldsProps) {
  const { t } = useTranslation('installation')
  return (
    <Fields>
      <RadioCards
        legend={t('form.preset')}
        name="preset"
        value={draft.preset}
        options={presets.map((value) => ({
          value,
          label: t(`preset.${value}`),
          description: t(`preset.${value}Text`),
        }))}
        onChange={(preset) => onChange({ preset })}
      />
      <TextField
        name="operator"
        label={t('form.operator')}
        required
        value={draft.operator}
        error={errors['operator']}
        autoComplete="organization"
        onChange={(event) => onChange({ operator: event.currentTarget.value })}
      />
      <SelectField
        name="currency"
        span={4}
        label={t('form.currency')}
        value={draft.currency}
        data={currencies}
        error={errors['currency']}
        onChange={(value) => onChange({ currency: value ?? draft.currency })}
      />
      <SelectField
        name="timeZone"
        span={8}
        label={t('form.timeZone')}
        value={draft.timeZone}
        data={timeZonesWith(draft.timeZone)}
        searchable
        error={errors['timeZone']}
        onChange={(value) => onChange({ timeZone: value ?? draft.timeZone })}
      />
    </Fields>
  )
}
