import { useMutation } from '@tanstack/react-query'
import { IconBuildingSkyscraper, IconSparkles } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { loadDemo } from '../../../api/installation.ts'
import { call } from '../../lib/client.ts'
import { useGo } from '../../lib/location.ts'
import { queryClient } from '../../lib/query.ts'
import { paths } from '../../paths.ts'
import { Button } from '../../ui/button.tsx'
import { ErrorSummary } from '../../ui/error-summary.tsx'
import { Gate } from '../../ui/gate.tsx'
import { Section } from '../../ui/section.tsx'
import { Loading } from './loading.tsx'
import css from './set-up.module.css'

/** Demo world or clean set-up. */
export function StartChoice({ onClean, onLoading }: { onClean: () => void; onLoading: () => void }) {
  const { t } = useTranslation('installation')
  const go = useGo()
  const demo = useMutation({
    mutationFn: () => call(loadDemo, { body: {} }),
    onSuccess: () => {
      queryClient.clear()
      go(paths.signIn(), { replace: true })
    },
    // somebody else may have started it, or the answer was lost on the way
    onError: onLoading,
  })
  if (demo.isPending) return <Loading />
  return (
    <Gate title={t('start.title')} lead={t('start.lead')} wide>
      <div className={css['choices']}>
        <ErrorSummary error={demo.error} />
        <Section title={t('start.demo')} note={t('start.demoNote')}>
          <p className={css['text']}>{t('start.demoText')}</p>
          <Button kind="primary" size="form" icon={IconSparkles} onClick={() => demo.mutate()}>
            {t('start.demoAction')}
          </Button>
        </Section>
        <Section title={t('start.clean')} note={t('start.cleanNote')}>
          <p className={css['text']}>{t('start.cleanText')}</p>
          <Button size="form" icon={IconBuildingSkyscraper} onClick={onClean}>
            {t('start.cleanAction')}
          </Button>
        </Section>
      </div>
    </Gate>
  )
}
