import { IconRefresh } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { cancelImport, type Import, remapImport } from '../../../api/imports.ts'
import { useGo } from '../../lib/location.ts'
import { useWrite } from '../../lib/query.ts'
import { useOrganization } from '../../lib/session.tsx'
import { paths } from '../../paths.ts'
import { Button, ButtonLink } from '../../ui/button.tsx'
import { Confirm } from '../../ui/confirm.tsx'
import { useWhy } from '../../ui/table/use-why.ts'
import { toast } from '../../ui/toast.tsx'
import { CommitButton } from './commit-button.tsx'
import { ErrorFile } from './error-file.tsx'
import { isHalfTaken, isUndoing } from './import-state.ts'
import { UndoButton } from './undo-button.tsx'

/** What can be done with an import in its state; while the server is at work, that is beside the progress. */
export function ImportActions({ record }: { record: Import }) {
  if (isUndoing(record)) return null
  if (isHalfTaken(record)) return <Onward record={record} />
  switch (record.status) {
    case 'checking':
    case 'running':
    case 'cancelling':
      return null
    case 'checked':
      return (
        <>
          <Discard record={record} />
          <ErrorFile record={record} />
          <CommitButton record={record} />
        </>
      )
    case 'done':
      return <Onward record={record} />
    case 'failed':
      return (
        <>
          <Discard record={record} />
          <Repeat record={record} />
        </>
      )
    case 'cancelled':
      return <Repeat record={record} />
  }
}

function Discard({ record }: { record: Import }) {
  const { t } = useTranslation('imports')
  const { handle } = useOrganization()
  const go = useGo()
  const why = useWhy()
  const [asking, setAsking] = useState(false)
  const write = useWrite(cancelImport, 'imports')
  const discard = () =>
    write.mutate(
      { params: { importId: record.id } },
      {
        onSuccess: () => {
          toast.done(t('action.discarded', { file: record.file }))
          go(paths.imports(handle))
        },
        onError: (error) => {
          setAsking(false)
          toast.failed(error)
        },
      },
    )
  return (
    <>
      <Button kind="quiet" locked={why(record.can.cancel)} onClick={() => setAsking(true)}>
        {t('action.discard')}
      </Button>
      {asking && (
        <Confirm
          title={t('action.discardTitle')}
          action={t('action.discard')}
          cancel={t('action.keep')}
          danger
          busy={write.isPending}
          onConfirm={discard}
          onCancel={() => setAsking(false)}
        >
          {t('action.discardText')}
        </Confirm>
      )}
    </>
  )
}

function Repeat({ record }: { record: Import }) {
  const { t } = useTranslation('imports')
  const why = useWhy()
  const write = useWrite(remapImport, 'imports')
  const repeat = () =>
    write.mutate({ params: { importId: record.id }, body: {} }, { onError: (error) => toast.failed(error) })
  return (
    <Button kind="primary" icon={IconRefresh} busy={write.isPending} locked={why(record.can.remap)} onClick={repeat}>
      {t('action.repeat')}
    </Button>
  )
}

function Onward({ record }: { record: Import }) {
  const { t } = useTranslation('imports')
  const { handle, may } = useOrganization()
  return (
    <>
      <ErrorFile record={record} />
      <UndoButton record={record} />
      <ButtonLink kind={may('customers.read') ? 'default' : 'primary'} to={paths.imports(handle)}>
        {t('action.another')}
      </ButtonLink>
      {may('customers.read') && (
        <ButtonLink kind="primary" to={paths.customers(handle)}>
          {t('action.customers')}
        </ButtonLink>
      )}
    </>
  )
}
