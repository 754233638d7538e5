import { useLocation } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { Gate } from '../../ui/gate.tsx'
import { PasswordLink } from './password-link.tsx'
import { RequestLink } from './request-link.tsx'

/** The page behind a password link (PPL-2, PPL-3); without a token it asks for one. */
export function PasswordPage() {
  const { t } = useTranslation('identity')
  const token = useLocation({ select: (location) => location.hash })
  if (token !== '') return <PasswordLink key={token} token={token} />
  return (
    <Gate title={t('request.title')} lead={t('request.lead')}>
      <RequestLink />
    </Gate>
  )
}
