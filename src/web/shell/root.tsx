import { Outlet } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { Downloads } from '../ui/downloads.tsx'
import { Toasts } from '../ui/toast.tsx'
import { Announcer } from './announcer.tsx'
import css from './root.module.css'

/** What stands around every page: its announcements, its toasts, and the place of all that floats. */
export function Root() {
  const { t } = useTranslation('shell')
  return (
    <>
      <Outlet />
      <Announcer />
      <div className={css['corner']}>
        <Downloads />
        <Toasts />
      </div>
      {/* Mantine puts menus and dialogs into this node instead of one of its own, so that they stand in a landmark */}
      <section aria-label={t('floating')} data-mantine-shared-portal-node="true" />
    </>
  )
}
