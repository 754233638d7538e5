import { useMutation, useQuery } from '@tanstack/react-query'
import { IconMail, IconShieldLock } from '@tabler/icons-react'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { readPasswordLink, renewPasswordLink, usePasswordLink as setPasswordByLink } from '../../../api/identity.ts'
import { call } from '../../lib/client.ts'
import { paths } from '../../paths.ts'
import { Button, ButtonLink } from '../../ui/button.tsx'
import { ErrorSummary } from '../../ui/error-summary.tsx'
import { Failure } from '../../ui/failure.tsx'
import { Gate } from '../../ui/gate.tsx'
import { Icon } from '../../ui/icon.tsx'
import { Note } from '../../ui/note.tsx'
import { Skeleton } from '../../ui/skeleton.tsx'
import css from './identity.module.css'
import { NewPassword } from './new-password.tsx'

/** What one password link can do: set the password once, or, if it is dead, send a new one. */
export function PasswordLink({ token }: { token: string }) {
  const { t } = useTranslation('identity')
  const status = useQuery({
    // the token itself must not stand in a cache that developer tools show
    queryKey: ['identity.passwordLink'],
    queryFn: () => call(readPasswordLink, { body: { token } }),
    gcTime: 0,
    refetchOnWindowFocus: false,
  })
  const use = useMutation({ mutationFn: (password: string) => call(setPasswordByLink, { body: { token, password } }) })
  if (use.isSuccess) {
    return (
      <Gate title={t('link.doneTitle')} lead={t('link.done', { login: use.data.login })}>
        <div className={css['form']}>
          <ButtonLink kind="primary" size="form" wide to={paths.signIn()}>
            {t('toSignIn')}
          </ButtonLink>
        </div>
      </Gate>
    )
  }
  if (status.isPending) {
    return (
      <Gate title={t('link.title')}>
        <div className={css['form']} aria-busy>
          <Skeleton width="60%" />
          <Skeleton height={34} />
        </div>
      </Gate>
    )
  }
  if (status.isError) {
    return (
      <Gate title={t('link.title')}>
        <Failure error={status.error} onRetry={() => void status.refetch()} />
      </Gate>
    )
  }
  if (!status.data.usable) return <DeadLink token={token} />
  const { name, login, purpose } = status.data
  return (
    <Gate
      title={t(purpose === 'first' ? 'link.firstTitle' : 'link.title')}
      lead={name && login ? t('link.lead', { name, login }) : undefined}
    >
      <SetPassword
        names={[name, login].filter((one) => one !== null)}
        error={use.error}
        busy={use.isPending}
        onSet={use.mutate}
      />
      {purpose === 'replacement' && <p className={css['quiet']}>{t('link.ends')}</p>}
      <p className={css['promise']}>
        <Icon of={IconShieldLock} />
        <span>{t('promise')}</span>
      </p>
    </Gate>
  )
}

interface SetPasswordProps {
  names: string[]
  error: unknown
  busy: boolean
  onSet: (password: string) => void
}

function SetPassword({ names, error, busy, onSet }: SetPasswordProps) {
  const { t } = useTranslation('identity')
  const [password, setPassword] = useState('')
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (password !== '') onSet(password)
  }
  return (
    <form className={css['form']} onSubmit={submit} noValidate>
      <ErrorSummary error={error} labels={{ password: t('link.password') }} />
      <NewPassword name="password" label={t('link.password')} value={password} onChange={setPassword} names={names} />
      <Button type="submit" kind="primary" size="form" wide busy={busy}>
        {t('link.action')}
      </Button>
    </form>
  )
}

function DeadLink({ token }: { token: string }) {
  const { t } = useTranslation('identity')
  const renew = useMutation({ mutationFn: () => call(renewPasswordLink, { body: { token } }) })
  return (
    <Gate title={t('dead.title')} lead={t('dead.lead')}>
      <div className={css['form']}>
        <ErrorSummary error={renew.error} />
        {renew.isSuccess ? (
          <Note icon={IconMail}>{t('dead.sent')}</Note>
        ) : (
          <Button kind="primary" size="form" wide icon={IconMail} busy={renew.isPending} onClick={() => renew.mutate()}>
            {t('dead.action')}
          </Button>
        )}
        <ButtonLink kind="quiet" size="form" wide to={paths.signIn()}>
          {t('toSignIn')}
        </ButtonLink>
      </div>
    </Gate>
  )
}
