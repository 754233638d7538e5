import { useRouterState } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { paths } from '../../paths.ts'
import { Gate } from '../../ui/gate.tsx'
import { PasswordLink } from './password-link.tsx'
import { RequestLink } from './request-link.tsx'

/** The page behind a password link (PPL-2, PPL-3); without a token it asks for one. */
export function PasswordPage() {
  const { t } = useTranslation('identity')
  // on the way to another page this one still stands, and must not turn into the form without a token
  const token = useRouterState({
    select: ({ location, resolvedLocation }) =>
      (location.pathname === paths.forgotten() ? location : resolvedLocation)?.hash ?? '',
  })
  if (token !== '') return <PasswordLink key={token} token={token} />
  return (
    <Gate title={t('request.title')} lead={t('request.lead')}>
      <RequestLink />
    </Gate>
  )
}
