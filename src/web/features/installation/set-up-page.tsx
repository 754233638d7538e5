import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { readInstallation } from '../../../api/installation.ts'
import { call } from '../../lib/client.ts'
import { keyOf } from '../../lib/query.ts'
import { paths } from '../../paths.ts'
import { ButtonLink } from '../../ui/button.tsx'
import { Failure } from '../../ui/failure.tsx'
import { Gate } from '../../ui/gate.tsx'
import { Skeleton } from '../../ui/skeleton.tsx'
import { CodeForm } from './code-form.tsx'
import { Loading } from './loading.tsx'
import { SetUpForm } from './set-up-form.tsx'
import { StartChoice } from './start-choice.tsx'
import css from './set-up.module.css'

const pollWhileLoading = 1_500

/** The first page of an empty installation: the demo world, or a clean set-up with the one-time code. */
export function SetUpPage() {
  const { t } = useTranslation('installation')
  const [clean, setClean] = useState(false)
  const [code, setCode] = useState<string | null>(null)
  const [done, setDone] = useState<{ login: string; link: string } | null>(null)
  const installation = useQuery({
    queryKey: keyOf(readInstallation, {}),
    queryFn: () => call(readInstallation, {}),
    refetchInterval: ({ state }) => (state.data?.state === 'loading' ? pollWhileLoading : false),
  })
  if (done) {
    return (
      <Gate title={t('done.title')} lead={t('done.lead', { login: done.login })} wide>
        <div className={css['next']}>
          <a className={css['link']} href={done.link}>
            {t('done.action')}
          </a>
        </div>
      </Gate>
    )
  }
  if (installation.isPending) {
    return (
      <Gate title={t('start.title')} wide>
        <Skeleton width="60%" />
      </Gate>
    )
  }
  if (installation.isError) {
    return (
      <Gate title={t('start.title')} wide>
        <Failure error={installation.error} onRetry={() => void installation.refetch()} />
      </Gate>
    )
  }
  if (installation.data.state === 'loading') return <Loading />
  if (installation.data.state === 'ready') {
    return (
      <Gate title={t('ready.title')} lead={t('ready.lead')} wide>
        <div className={css['next']}>
          <ButtonLink kind="primary" size="form" to={paths.signIn()}>
            {t('ready.action')}
          </ButtonLink>
        </div>
      </Gate>
    )
  }
  if (!clean) return <StartChoice onClean={() => setClean(true)} onLoading={() => void installation.refetch()} />
  if (code === null) return <CodeForm onBack={() => setClean(false)} onCode={setCode} />
  return <SetUpForm code={code} onBack={() => setCode(null)} onDone={setDone} />
}
