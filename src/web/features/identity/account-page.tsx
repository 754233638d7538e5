import { useTranslation } from 'react-i18next'
import { readMe } from '../../../api/identity.ts'
import { useCall } from '../../lib/query.ts'
import { paths } from '../../paths.ts'
import { ButtonLink } from '../../ui/button.tsx'
import { Failure } from '../../ui/failure.tsx'
import { Gate } from '../../ui/gate.tsx'
import css from './identity.module.css'
import { Memberships } from './memberships.tsx'

/** Somebody who is signed in but acts nowhere yet: their invitations. */
export function AccountPage() {
  const { t } = useTranslation('identity')
  const me = useCall(readMe, {})
  const active = me.data?.memberships.some((membership) => membership.status === 'active')
  const invited = me.data?.memberships.some((membership) => membership.status === 'invited')
  const lead = () => {
    if (!me.data) return undefined
    if (invited) return t('account.lead')
    return t(active ? 'account.choose' : 'account.none')
  }
  return (
    <Gate title={t('account.title')} lead={lead()} wide>
      {me.isError && <Failure error={me.error} onRetry={() => void me.refetch()} />}
      <div className={css['form']}>
        {me.data && me.data.memberships.length > 0 && <Memberships me={me.data} />}
        <ButtonLink size="form" wide kind={active ? 'primary' : 'default'} to={active ? paths.root() : paths.signIn()}>
          {t(active ? 'account.go' : 'toSignIn')}
        </ButtonLink>
      </div>
    </Gate>
  )
}
