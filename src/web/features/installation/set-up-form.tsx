import { useMutation } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { setUp } from '../../../api/installation.ts'
import { call } from '../../lib/client.ts'
import { messagesByField } from '../../lib/problem.ts'
import { Button } from '../../ui/button.tsx'
import { useDiscardQuestion } from '../../ui/discard-question.tsx'
import { ErrorSummary } from '../../ui/error-summary.tsx'
import { CheckField, Fields, RadioCards, RequiredMark, SelectField, TextField } from '../../ui/field.tsx'
import { Gate } from '../../ui/gate.tsx'
import { Section } from '../../ui/section.tsx'
import { PartnerFields } from './partner-fields.tsx'
import { type Draft, emptyDraft, setUpOf } from './set-up-draft.ts'
import css from './set-up.module.css'

const currencies = ['EUR', 'CHF', 'USD', 'GBP', 'DKK', 'SEK', 'NOK', 'PLN', 'CZK']
const timeZones = Intl.supportedValuesOf('timeZone')
const presets = ['vendor', 'marketplace'] as const

interface SetUpFormProps {
  code: string
  onBack: () => void
  onDone: (done: { login: string; link: string }) => void
}

/** Operator, first administrator and, if wanted, a first partner: everything a clean installation needs. */
export function SetUpForm({ code, onBack, onDone }: SetUpFormProps) {
  const { t } = useTranslation(['installation', 'common'])
  const [draft, setDraft] = useState<Draft>(emptyDraft)
  const write = useMutation({ mutationFn: () => call(setUp, { body: setUpOf(draft, code) }), onSuccess: onDone })
  const set = (change: Partial<Draft>) => setDraft((before) => ({ ...before, ...change }))
  const { leave, question } = useDiscardQuestion(draft !== emptyDraft && !write.isSuccess)
  const errors = messagesByField(write.error)
  const submit = (event: FormEvent) => {
    event.preventDefault()
    write.mutate()
  }
  return (
    <Gate title={t('form.title')} lead={t('form.lead')} wide>
      <form className={css['form']} onSubmit={submit} noValidate>
        <ErrorSummary
          error={write.error}
          labels={{
            operator: t('form.operator'),
            'administrator.name': t('form.name'),
            'administrator.email': t('form.email'),
            'partner.name': t('form.partner'),
            'partner.administrator.name': t('form.partnerName'),
            'partner.administrator.email': t('form.partnerEmail'),
          }}
        />
        <Section title={t('form.operatorTitle')}>
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
              onChange={(preset) => set({ preset })}
            />
            <TextField
              name="operator"
              label={t('form.operator')}
              required
              value={draft.operator}
              error={errors['operator']}
              autoComplete="organization"
              onChange={(event) => set({ operator: event.currentTarget.value })}
            />
            <SelectField
              name="currency"
              span={4}
              label={t('form.currency')}
              value={draft.currency}
              data={currencies}
              error={errors['currency']}
              onChange={(value) => set({ currency: value ?? draft.currency })}
            />
            <SelectField
              name="timeZone"
              span={8}
              label={t('form.timeZone')}
              value={draft.timeZone}
              data={timeZones}
              searchable
              error={errors['timeZone']}
              onChange={(value) => set({ timeZone: value ?? draft.timeZone })}
            />
          </Fields>
        </Section>
        <Section title={t('form.administratorTitle')} note={t('form.administratorNote')}>
          <Fields>
            <TextField
              name="administrator.name"
              span={6}
              label={t('form.name')}
              required
              value={draft.administratorName}
              error={errors['administrator.name']}
              autoComplete="name"
              onChange={(event) => set({ administratorName: event.currentTarget.value })}
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
              onChange={(event) => set({ administratorEmail: event.currentTarget.value })}
            />
          </Fields>
        </Section>
        <Section title={t('form.partnerTitle')} note={t('common:field.optional')}>
          <Fields>
            <CheckField
              label={t('form.withPartner')}
              checked={draft.withPartner}
              onChange={(event) => set({ withPartner: event.currentTarget.checked })}
            />
            {draft.withPartner && <PartnerFields draft={draft} errors={errors} onChange={set} />}
          </Fields>
        </Section>
        <div className={css['actions']}>
          <Button type="submit" kind="primary" size="form" busy={write.isPending}>
            {t('form.action')}
          </Button>
          <Button kind="quiet" size="form" onClick={() => leave(onBack)}>
            {t('common:action.back')}
          </Button>
          <RequiredMark />
        </div>
      </form>
      {question}
    </Gate>
  )
}
