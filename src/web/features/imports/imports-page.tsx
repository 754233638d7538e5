import { IconLock } from '@tabler/icons-react'
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
  const { organization } = useOrganization()
  return organization.kind === 'customer' ? <Elsewhere /> : <Here />
}

function Here() {
  const { t } = useTranslation('imports')
  const { may } = useOrganization()
  const { data, error } = useImports()
  const allowed = may('customers.import')
  // the page of the router says what is missing and who gives it
  if (isForbidden(error) || (error && !allowed)) throw error
  return allowed || data ? <Imports /> : <PageHead title={t('title')} />
}

/** No role of a customer's organisation holds the permission, so nobody there can give it. */
function Elsewhere() {
  const { t } = useTranslation('imports')
  const { operator } = useOrganization()
  return (
    <>
      <PageHead title={t('title')} />
      <Empty icon={IconLock} title={t('elsewhere.title', { operator: operator.name })}>
        {t('elsewhere.text')}
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
    <DropArea enabled={visibility === 'all' && uploading.upload.step !== 'sending'} onFiles={take}>
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
