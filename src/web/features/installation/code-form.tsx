import { useMutation } from '@tanstack/react-query'
import type { FormEvent } from 'react'
import { useTranslation } from 'react-i18next'
import { checkCode } from '../../../api/installation.ts'
import { call } from '../../lib/client.ts'
import { textOf } from '../../lib/form.ts'
import { messagesByField } from '../../lib/problem.ts'
import { Button } from '../../ui/button.tsx'
import { ErrorSummary } from '../../ui/error-summary.tsx'
import { Fields, TextField } from '../../ui/field.tsx'
import { Gate } from '../../ui/gate.tsx'
import css from './set-up.module.css'

/** The one-time code that the start of the server prints: whoever has it may set up. */
export function CodeForm({ onBack, onCode }: { onBack: () => void; onCode: (code: string) => void }) {
  const { t } = useTranslation(['installation', 'common'])
  const check = useMutation({
    mutationFn: (code: string) => call(checkCode, { body: { code } }),
    onSuccess: (_, code) => onCode(code),
  })
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const code = textOf(event.currentTarget, 'code')
    if (code !== '') check.mutate(code)
  }
  return (
    <Gate title={t('code.title')} lead={t('code.lead')} wide>
      <form className={css['form']} onSubmit={submit} noValidate>
        <ErrorSummary error={check.error} labels={{ code: t('code.label') }} />
        <Fields>
          <TextField
            name="code"
            span={8}
            label={t('code.label')}
            autoComplete="one-time-code"
            spellCheck={false}
            error={messagesByField(check.error)['code']}
          />
        </Fields>
        <div className={css['actions']}>
          <Button type="submit" kind="primary" size="form" busy={check.isPending}>
            {t('common:action.next')}
          </Button>
          <Button kind="quiet" size="form" onClick={onBack}>
            {t('common:action.back')}
          </Button>
        </div>
      </form>
    </Gate>
  )
}
