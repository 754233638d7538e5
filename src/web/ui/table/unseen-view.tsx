import { IconEyeOff } from '@tabler/icons-react'
import { useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import { ApiProblem } from '../../lib/problem.ts'
import { Button } from '../button.tsx'
import { Empty } from '../empty.tsx'
import css from './list-page.module.css'
import type { ChangeList } from './use-list-state.ts'

/** A view whose filter this reader cannot use: no rows, and not what it was about (LST-12). */
export function UnseenView({ change }: { change: ChangeList }) {
  const { t } = useTranslation('lists')
  return (
    <div className={css['scroll']}>
      <Empty
        icon={IconEyeOff}
        title={t('unseen.title')}
        actions={
          <Button kind="primary" onClick={() => change({ q: '', filter: {}, sort: [] })}>
            {t('reset')}
          </Button>
        }
      >
        {t('unseen.text')}
      </Empty>
    </div>
  )
}

/** Whether the server refuses what the address asks for; a sort it refuses is dropped at once (LST-12). */
export function useRefusedView(error: Error | null, change: ChangeList): boolean {
  const refused = error instanceof ApiProblem && error.status === 400 ? error : null
  const onlySort = refused?.code === 'lists.unknown_column' && refused.fields[0]?.path.startsWith('sort.') === true
  useEffect(() => {
    if (onlySort) change({ sort: [] }, { replace: true })
  }, [onlySort, change])
  return refused !== null
}
