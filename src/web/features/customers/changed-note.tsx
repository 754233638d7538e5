import { IconRefresh, IconX } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { IconButton } from '../../ui/button.tsx'
import { Note } from '../../ui/note.tsx'
import css from './changed-note.module.css'
import type { ChangedBy } from './use-changed-by.ts'

/** Somebody else has changed the open customer: who, and that nothing typed is lost (LST-10). */
export function ChangedNote({ by }: { by: ChangedBy | null }) {
  const { t } = useTranslation(['customers', 'common'])
  return (
    <div role="status">
      {by && (
        <div className={css['note']}>
          <Note icon={IconRefresh}>{t('page.changedBy', { person: by.name })}</Note>
          <IconButton icon={IconX} label={t('common:action.close')} onClick={by.dismiss} />
        </div>
      )}
    </div>
  )
}
