import { useQuery } from '@tanstack/react-query'
import { IconArrowBackUp } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { type Import, previewUndo, undoImport, type UndoPreview } from '../../../api/imports.ts'
import { call } from '../../lib/client.ts'
import { useWrite } from '../../lib/query.ts'
import { useOrganization } from '../../lib/session.tsx'
import { useFormat } from '../../lib/use-format.ts'
import { Button } from '../../ui/button.tsx'
import { Confirm } from '../../ui/confirm.tsx'
import { Failure } from '../../ui/failure.tsx'
import { Skeleton } from '../../ui/skeleton.tsx'
import { useWhy } from '../../ui/table/use-why.ts'
import { toast } from '../../ui/toast.tsx'
import css from './import-head.module.css'
import { shownStatus } from './import-state.ts'

/** *Import zurücknehmen*: asks first, with what it will remove, restore and keep (IMP-5). */
export function UndoButton({ record }: { record: Import }) {
  const { t } = useTranslation('imports')
  const why = useWhy()
  const [asking, setAsking] = useState(false)
  // all of it is undone, or there is nothing
  if (record.can.undo.why === 'imports.nothing_to_undo') return null
  return (
    <>
      <Button kind="quiet" icon={IconArrowBackUp} locked={why(record.can.undo)} onClick={() => setAsking(true)}>
        {t(shownStatus(record) === 'partly' ? 'undo.again' : 'undo.action')}
      </Button>
      {asking && <Question record={record} onClose={() => setAsking(false)} />}
    </>
  )
}

function Question({ record, onClose }: { record: Import; onClose: () => void }) {
  const { t } = useTranslation('imports')
  const { handle } = useOrganization()
  const write = useWrite(undoImport, 'imports')
  const params = { importId: record.id }
  const found = useQuery({
    queryKey: [previewUndo.name, handle, record.id],
    queryFn: ({ signal }) => call(previewUndo, { organization: handle, params, signal }),
    // what hangs on a customer may have changed since
    gcTime: 0,
    staleTime: 0,
  })
  const undo = () => write.mutate({ params }, { onSuccess: onClose, onError: (error) => toast.failed(error) })
  const { data } = found
  const idle = found.isError || (data !== undefined && data.remove + data.restore === 0)
  return (
    <Confirm
      title={t('undo.title')}
      action={t(idle ? 'undo.close' : 'undo.confirm')}
      danger={!idle}
      busy={write.isPending}
      // what it will do is not known yet
      onConfirm={idle ? onClose : () => data && undo()}
      onCancel={onClose}
    >
      {found.isPending && [70, 52, 61].map((width) => <Skeleton key={width} width={`${width}%`} />)}
      {found.error && <Failure error={found.error} title={t('undo.failed')} onRetry={() => void found.refetch()} />}
      {data && <Preview preview={data} />}
    </Confirm>
  )
}

function Preview({ preview: { remove, restore, keep, unseen } }: { preview: UndoPreview }) {
  const { t } = useTranslation('imports')
  const format = useFormat()
  const number = (count: number) => ({ count, number: format.number(count) })
  return (
    <>
      <ul className={css['question']}>
        {remove > 0 && <li>{t('undo.remove', number(remove))}</li>}
        {restore > 0 && <li>{t('undo.restore', number(restore))}</li>}
        {keep.map(({ why, count }) => (
          <li key={why}>
            {t('undo.keep', number(count))} {t(`undo.why.${why}`)}
          </li>
        ))}
        {unseen > 0 && <li>{t('undo.keepUnseen', number(unseen))}</li>}
      </ul>
      <p>{t(remove + restore > 0 ? 'undo.goesOn' : 'undo.nothing')}</p>
    </>
  )
}
