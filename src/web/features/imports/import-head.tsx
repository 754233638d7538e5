import { IconChevronRight } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { Import } from '../../../api/imports.ts'
import { useHeldFocus } from '../../lib/use-held-focus.ts'
import { useOrganization } from '../../lib/session.tsx'
import { paths } from '../../paths.ts'
import { Icon } from '../../ui/icon.tsx'
import { Link } from '../../ui/link.tsx'
import page from '../../ui/page-head.module.css'
import { usePageTitle } from '../../ui/page-title.ts'
import { ImportActions } from './import-actions.tsx'
import css from './import-head.module.css'
import { shownStatus } from './import-state.ts'
import { MappingActions } from './mapping-actions.tsx'
import { Steps } from './steps.tsx'
import type { Mapping } from './use-mapping.ts'

interface ImportHeadProps {
  record: Import
  mapping: Mapping
  showsColumns: boolean
}

const titles = {
  checking: 'page.checking',
  checked: 'page.checked',
  running: 'page.running',
  done: 'page.done',
  failed: 'page.failedTitle',
  cancelling: 'page.cancelling',
  cancelled: 'page.cancelled',
  stopped: 'page.stopped',
  undoing: 'page.undoing',
  undone: 'page.undone',
  partly: 'page.partly',
} as const

/** Where one is, what can be done now, and the steps. */
export function ImportHead({ record, mapping, showsColumns }: ImportHeadProps) {
  const { t } = useTranslation('imports')
  const { handle, organization } = useOrganization()
  const title = t(showsColumns ? 'page.columns' : titles[shownStatus(record)])
  usePageTitle(`${title}: ${record.file}`)
  // most of what can be pressed here is gone, once it was
  const heading = useHeldFocus<HTMLHeadingElement>(title)
  const elsewhere = record.organization.id !== organization.id
  return (
    <>
      <header className={css['head']}>
        <div className={css['name']}>
          <nav className={page['crumb']} aria-label={t('page.crumb')}>
            <Link to={paths.imports(handle)}>{t('title')}</Link>
            <Icon of={IconChevronRight} size={13} />
            <span title={record.file}>
              {record.file} {elsewhere && t('page.in', { organization: record.organization.name })}
            </span>
          </nav>
          <h1 ref={heading} className={page['title']} tabIndex={-1}>
            {title}
          </h1>
        </div>
        {showsColumns ? <MappingActions record={record} mapping={mapping} /> : <ImportActions record={record} />}
      </header>
      <Steps record={record} showsColumns={showsColumns} />
    </>
  )
}
