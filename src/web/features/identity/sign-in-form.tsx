import { type FormEvent, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { textOf } from '../../lib/form.ts'
import { paths } from '../../paths.ts'
import { Button } from '../../ui/button.tsx'
import { ErrorSummary } from '../../ui/error-summary.tsx'
import { PasswordField, TextField } from '../../ui/field.tsx'
import { Link } from '../../ui/link.tsx'
import css from './identity.module.css'
import type { SignIn } from './use-sign-in.ts'

/** E-mail address or login name, and the password. */
export function SignInForm({ signIn }: { signIn: SignIn }) {
  const { t } = useTranslation('identity')
  const form = useRef<HTMLFormElement>(null)
  const [missing, setMissing] = useState<{ login: boolean; password: boolean }>({ login: false, password: false })
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const password = new FormData(event.currentTarget).get('password')
    // blanks around a password belong to it
    const credentials = {
      login: textOf(event.currentTarget, 'login'),
      password: typeof password === 'string' ? password : '',
    }
    const empty = { login: credentials.login === '', password: credentials.password === '' }
    setMissing(empty)
    if (empty.login || empty.password) {
      form.current?.querySelector<HTMLElement>(`[name="${empty.login ? 'login' : 'password'}"]`)?.focus()
      return
    }
    signIn.mutate(credentials)
  }
  return (
    <form ref={form} className={css['form']} onSubmit={submit} noValidate>
      <ErrorSummary error={signIn.error} />
      <TextField
        name="login"
        label={t('signIn.login')}
        autoComplete="username"
        autoCapitalize="none"
        spellCheck={false}
        error={missing.login && t('signIn.loginMissing')}
      />
      <div className={css['password']}>
        <Link className={css['forgotten']} to={paths.forgotten()}>
          {t('signIn.forgotten')}
        </Link>
        <PasswordField
          name="password"
          label={t('signIn.password')}
          autoComplete="current-password"
          error={missing.password && t('signIn.passwordMissing')}
        />
      </div>
      <Button type="submit" kind="primary" size="form" wide busy={signIn.isPending}>
        {t('signIn.action')}
      </Button>
    </form>
  )
}
