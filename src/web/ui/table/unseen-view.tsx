import { IconEyeOff } from '@tabler/icons-react'
import { useLocation } from '@tanstack/react-router'
import { useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { ApiProblem } from '../../lib/problem.ts'
import { Button, ButtonLink } from '../button.tsx'
import { Empty } from '../empty.tsx'
import css from './list-page.module.css'
import type { ChangeList } from './use-list-state.ts'

/** A view whose filter this reader cannot use: no rows, and not what it was about (LST-12). */
export function UnseenView({ title, change }: { title: string; change: ChangeList }) {
  const { t } = useTranslation('lists')
  return (
    <div className={css['scroll']}>
      <Empty
        icon={IconEyeOff}
        title={title}
        actions={
          <Button kind="primary" onClick={() => change({ q: '', filter: {}, sort: [], view: null })}>
            {t('reset')}
          </Button>
        }
      >
        {t('unseen.text')}
      </Empty>
    </div>
  )
}

/** The address of a view that was deleted, or is not this reader's. */
export function MissingView() {
  const { t } = useTranslation('lists')
  const path = useLocation({ select: (location) => location.pathname })
  return (
    <div className={css['scroll']}>
      <Empty
        icon={IconEyeOff}
        title={t('missing.title')}
        actions={
          <ButtonLink kind="primary" to={path}>
            {t('missing.open')}
          </ButtonLink>
        }
      >
        {t('missing.text')}
      </Empty>
    </div>
  )
}

/** Where the server refuses what is shown, the rights have changed since: it is asked once what remains of it (LST-12). */
export function useRefusedView(error: Error | null, resolveAgain: () => void): void {
  const refused = error instanceof ApiProblem && /^lists\.(unknown_column|filter_invalid)$/.test(error.code)
  const asked = useRef(false)
  useEffect(() => {
    if (refused && !asked.current) resolveAgain()
    asked.current = refused
  }, [refused, resolveAgain])
}
