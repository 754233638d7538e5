import { useTranslation } from 'react-i18next'
import { Gate } from '../../ui/gate.tsx'
import css from './set-up.module.css'

/** While the demo world is written: what happens, how long, and that nobody has to stay. */
export function Loading() {
  const { t } = useTranslation('installation')
  return (
    <Gate title={t('loading.title')} lead={t('loading.lead')} wide>
      <div className={css['progress']} role="progressbar" aria-label={t('loading.title')}>
        <i />
      </div>
      <p className={css['text']}>{t('loading.text')}</p>
    </Gate>
  )
}
