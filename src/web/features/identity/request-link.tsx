import { useMutation } from '@tanstack/react-query'
import { IconMail } from '@tabler/icons-react'
import type { FormEvent } from 'react'
import { useTranslation } from 'react-i18next'
import { requestPasswordLink } from '../../../api/identity.ts'
import { call } from '../../lib/client.ts'
import { textOf } from '../../lib/form.ts'
import { paths } from '../../paths.ts'
import { Button, ButtonLink } from '../../ui/button.tsx'
import { ErrorSummary } from '../../ui/error-summary.tsx'
import { TextField } from '../../ui/field.tsx'
import { Note } from '../../ui/note.tsx'
import css from './identity.module.css'

/** Asks for a replacement link. The answer is the same for every name, so that nothing is told about who has an account (PPL-4). */
export function RequestLink() {
  const { t } = useTranslation('identity')
  const request = useMutation({ mutationFn: (login: string) => call(requestPasswordLink, { body: { login } }) })
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const login = textOf(event.currentTarget, 'login')
    if (login !== '') request.mutate(login)
  }
  if (request.isSuccess) {
    return (
      <div className={css['form']}>
        <Note icon={IconMail}>{t('request.sent')}</Note>
        <ButtonLink size="form" wide to={paths.signIn()}>
          {t('toSignIn')}
        </ButtonLink>
      </div>
    )
  }
  return (
    <form className={css['form']} onSubmit={submit} noValidate>
      <ErrorSummary error={request.error} labels={{ login: t('signIn.login') }} />
      <TextField
        name="login"
        label={t('signIn.login')}
        autoComplete="username"
        autoCapitalize="none"
        spellCheck={false}
      />
      <Button type="submit" kind="primary" size="form" wide busy={request.isPending}>
        {t('request.action')}
      </Button>
      <ButtonLink kind="quiet" size="form" wide to={paths.signIn()}>
        {t('toSignIn')}
      </ButtonLink>
    </form>
  )
}
