import { useMutation } from '@tanstack/react-query'
import { type FormEvent, useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { setUp } from '../../../api/installation.ts'
import { call } from '../../lib/client.ts'
import { missingProblem } from '../../lib/missing-problem.ts'
import type { ApiProblem } from '../../lib/problem.ts'
import { useFieldErrors } from '../../lib/use-field-errors.ts'
import { Button } from '../../ui/button.tsx'
import { useDiscardQuestion } from '../../ui/discard-question.tsx'
import { ErrorSummary } from '../../ui/error-summary.tsx'
import { CheckField, Fields, RequiredMark } from '../../ui/field.tsx'
import { Gate } from '../../ui/gate.tsx'
import { Section } from '../../ui/section.tsx'
import { AdministratorFields } from './administrator-fields.tsx'
import { OperatorFields } from './operator-fields.tsx'
import { PartnerFields } from './partner-fields.tsx'
import { type Draft, emptyDraft, forgetDraft, keepDraft, keptDraft, missingIn, setUpOf } from './set-up-draft.ts'
import css from './set-up.module.css'
import { useSetUpLabels } from './use-set-up-labels.ts'

interface SetUpFormProps {
  code: string
  onBack: () => void
  onDone: (done: { login: string; link: string }) => void
}

/** Operator, first administrator and, if wanted, a first partner: everything a clean installation needs. */
export function SetUpForm({ code, onBack, onDone }: SetUpFormProps) {
  const { t } = useTranslation(['installation', 'common'])
  const labels = useSetUpLabels()
  const { draft, change, dirty, error, busy, submit } = useSetUp(code, onDone)
  const { leave, question } = useDiscardQuestion(dirty, { saving: busy })
  const errors = useFieldErrors(error, setUpOf(draft, code))
  const fields = { draft, errors, onChange: change }
  const back = () => {
    forgetDraft()
    onBack()
  }
  return (
    <Gate title={t('form.title')} lead={t('form.lead')} wide>
      <form className={css['form']} onSubmit={submit} noValidate>
        <ErrorSummary error={error} standing={errors} labels={labels} />
        <Section title={t('form.operatorTitle')}>
          <OperatorFields {...fields} />
        </Section>
        <Section title={t('form.administratorTitle')} note={t('form.administratorNote')}>
          <AdministratorFields {...fields} />
        </Section>
        <Section title={t('form.partnerTitle')} note={t('common:field.optional')}>
          <Fields>
            <CheckField
              label={t('form.withPartner')}
              checked={draft.withPartner}
              onChange={(event) => fields.onChange({ withPartner: event.currentTarget.checked })}
            />
            {draft.withPartner && <PartnerFields {...fields} />}
          </Fields>
        </Section>
        <div className={css['actions']}>
          <RequiredMark />
          <Button kind="quiet" size="form" onClick={() => leave(back)}>
            {t('common:action.back')}
          </Button>
          <Button type="submit" kind="primary" size="form" busy={busy}>
            {t('form.action')}
          </Button>
        </div>
      </form>
      {question}
    </Gate>
  )
}

function useSetUp(code: string, onDone: SetUpFormProps['onDone']) {
  const { t } = useTranslation('common')
  const [draft, setDraft] = useState<Draft>(keptDraft)
  const [missing, setMissing] = useState<ApiProblem | null>(null)
  const write = useMutation({
    mutationFn: () => call(setUp, { body: setUpOf(draft, code) }),
    onSuccess: (done) => {
      forgetDraft()
      onDone(done)
    },
  })
  const dirty = draft !== emptyDraft && !write.isSuccess
  useEffect(() => {
    if (dirty) keepDraft(draft)
  }, [dirty, draft])
  const submit = (event: FormEvent) => {
    event.preventDefault()
    const problem = missingProblem(Object.fromEntries(missingIn(draft).map((path) => [path, t('field.required')])))
    setMissing(problem)
    if (problem === null && !write.isPending) write.mutate()
  }
  return {
    draft,
    change: (part: Partial<Draft>) => setDraft((before) => ({ ...before, ...part })),
    dirty,
    error: missing ?? write.error,
    busy: write.isPending,
    submit,
  }
}
