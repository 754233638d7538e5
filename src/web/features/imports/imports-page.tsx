import { IconEyeOff } from '@tabler/icons-react'
import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { type Import, readImport } from '../../../api/imports.ts'
import { useGo } from '../../lib/location.ts'
import { keyOf, queryClient } from '../../lib/query.ts'
import { isForbidden } from '../../lib/problem.ts'
import { useOrganization } from '../../lib/session.tsx'
import { paths } from '../../paths.ts'
import { DropArea } from '../../ui/drop-area.tsx'
import { Empty } from '../../ui/empty.tsx'
import { PageHead } from '../../ui/page-head.tsx'
import { toast } from '../../ui/toast.tsx'
import { DropZone } from './drop-zone.tsx'
import { ImportList } from './import-list.tsx'
import css from './imports.module.css'
import { useImports } from './use-import.ts'
import { useUpload } from './use-upload.ts'

/** Import of customer files: a new one, and those before (IMP-2 to IMP-4). */
export function ImportsPage() {
  const { t } = useTranslation(['imports', 'common'])
  const { may } = useOrganization()
  const { error } = useImports(may('customers.import'))
  const refused = isForbidden(error) ? error : null
  if (may('customers.import') && !refused) return <Imports />
  return (
    <>
      <PageHead title={t('title')} />
      <Empty icon={IconEyeOff} title={refused?.title ?? t('common:page.forbidden.title')}>
        {refused?.detail ?? t('common:page.forbidden.text')}
      </Empty>
    </>
  )
}

function Imports() {
  const { t } = useTranslation('imports')
  const { visibility } = useOrganization()
  const [several, setSeveral] = useState(false)
  const open = useOpenImport()
  const uploading = useUpload(open)
  const take = (files: readonly File[]) => {
    const [file] = files
    const one = files.length === 1 && file !== undefined
    setSeveral(!one)
    if (one) uploading.send(file)
    else uploading.clear()
  }
  return (
    <DropArea
      className={css['page']}
      enabled={visibility === 'all' && uploading.upload.step !== 'sending'}
      onFiles={take}
    >
      {(over) => (
        <>
          <PageHead title={t('title')} />
          <div className={css['body']}>
            <DropZone uploading={uploading} several={several} over={over} />
            <ImportList />
          </div>
        </>
      )}
    </DropArea>
  )
}

/** Opens a new import; who has gone elsewhere by then is told instead. */
function useOpenImport(): (record: Import) => void {
  const { t } = useTranslation('imports')
  const { handle } = useOrganization()
  const go = useGo()
  const here = useRef(true)
  useEffect(() => {
    here.current = true
    return () => {
      here.current = false
    }
  }, [])
  return (record) => {
    queryClient.setQueryData(keyOf(readImport, { organization: handle, params: { importId: record.id } }), record)
    const to = paths.import(handle, record.id)
    if (here.current) go(to)
    else toast.done(t('upload.ready', { file: record.file }), { label: t('upload.open'), run: () => go(to) })
  }
}
