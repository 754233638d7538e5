import { useTranslation } from 'react-i18next'
import { Brand } from '../ui/brand.tsx'
import { Skeleton } from '../ui/skeleton.tsx'
import { VisuallyHidden } from '../ui/visually-hidden.tsx'
import css from './shell.module.css'

/** The frame while the session is read: everything already has its place. */
export function ShellSkeleton() {
  const { t } = useTranslation('common')
  return (
    <div className={css['app']} aria-busy>
      <div className={css['nav']}>
        <div className={css['brand']}>
          <Brand />
        </div>
      </div>
      <main className={css['main']}>
        <div className={css['loading']}>
          <VisuallyHidden role="status">{t('loading')}</VisuallyHidden>
          <Skeleton width={240} height={18} />
          <Skeleton width="62%" />
          <Skeleton width="48%" />
        </div>
      </main>
    </div>
  )
}
