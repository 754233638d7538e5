import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { auditActions } from '../../../api/audit.ts'
import { useFormat } from '../../lib/use-format.ts'
import { ListPage } from '../../ui/table/list-page.tsx'
import type { ListWords } from '../../ui/table/list-view.ts'
import { auditView } from './audit-view.tsx'

/** Who did what: the audit log of the organisation and of those below (ACC-11a). */
export function AuditPage() {
  const { t } = useTranslation('audit')
  const format = useFormat()
  const words = useAuditWords()
  const view = useMemo(() => auditView(t, format, words), [t, format, words])
  return <ListPage view={view} />
}

const columns = ['at', 'person', 'action', 'object', 'organization', 'home', 'details'] as const

function useAuditWords(): ListWords {
  const { t } = useTranslation('audit')
  return useMemo(
    () => ({
      title: t('title'),
      search: t('search'),
      column: (key) => {
        const column = columns.find((one) => one === key)
        return column ? t(`column.${column}`) : key
      },
      choice: (_, value) => {
        const action = auditActions.find((one) => one === value)
        return action ? t(`action.${action}`) : value
      },
      things: (count, number) => t('things', { count, number }),
      part: (number, total) => t('part', { number, total }),
      noMatch: t('noMatch'),
    }),
    [t],
  )
}
