import { IconArrowUp } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { Icon } from '../icon.tsx'
import css from './live-hint.module.css'
import type { LiveRows } from './use-live-rows.ts'

/** New rows are announced, and come when they are asked for (LST-10). */
export function LiveHint({ news, load }: Pick<LiveRows, 'news' | 'load'>) {
  const { t } = useTranslation('lists')
  return (
    <div className={css['place']} role="status">
      {news !== 0 && (
        <button type="button" className={css['hint']} onClick={load}>
          <Icon of={IconArrowUp} />
          {news === null ? t('live.newSome') : t('live.new', { count: news })}
        </button>
      )}
    </div>
  )
}
