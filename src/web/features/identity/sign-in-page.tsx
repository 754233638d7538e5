import { useQuery } from '@tanstack/react-query'
import { IconShieldLock } from '@tabler/icons-react'
import { useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import { readDemo, readInstallation } from '../../../api/installation.ts'
import { call } from '../../lib/client.ts'
import { useGo } from '../../lib/location.ts'
import { keyOf, useCall } from '../../lib/query.ts'
import { useFormat } from '../../lib/use-format.ts'
import { paths } from '../../paths.ts'
import { Gate } from '../../ui/gate.tsx'
import { Icon } from '../../ui/icon.tsx'
import { DemoSignIns } from './demo-sign-ins.tsx'
import css from './identity.module.css'
import { SignInForm } from './sign-in-form.tsx'
import { useSignIn } from './use-sign-in.ts'

/** The door: login, password, and the demo sign-ins of a demo installation (PPL-1, PPL-2). */
export function SignInPage() {
  const { t } = useTranslation('identity')
  const format = useFormat()
  const installation = useCall(readInstallation, {}, { staleTime: 60_000 })
  const signIn = useSignIn()
  useSetUpOfEmpty(installation.data?.state)
  const demo = useQuery({
    queryKey: keyOf(readDemo, {}),
    queryFn: () => call(readDemo, {}),
    enabled: installation.data?.demo === true,
  })
  const operators = installation.data?.operators ?? []
  return (
    <Gate
      title={t('signIn.title')}
      lead={operators.length > 0 ? t(leadKey(operators), { operators: format.list(operators) }) : t('signIn.portal')}
    >
      <SignInForm signIn={signIn} />
      <p className={css['promise']}>
        <Icon of={IconShieldLock} />
        <span>{t('promise')}</span>
      </p>
      {demo.data && <DemoSignIns items={demo.data.items} busy={signIn.isPending} onTake={signIn.mutate} />}
    </Gate>
  )
}

// the legal form decides the German article
function leadKey(operators: readonly string[]): 'signIn.portalOfCompany' | 'signIn.portalOf' {
  return operators.every((name) => /\b(AG|GmbH|KG|OHG|SE|UG|eG|mbH)$/.test(name))
    ? 'signIn.portalOfCompany'
    : 'signIn.portalOf'
}

function useSetUpOfEmpty(state: string | undefined): void {
  const go = useGo()
  useEffect(() => {
    if (state !== undefined && state !== 'ready') go(paths.setUp(), { replace: true })
  }, [state, go])
}
