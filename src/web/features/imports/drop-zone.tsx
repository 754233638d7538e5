import { IconDownload, IconRefresh, IconTableImport, IconUpload } from '@tabler/icons-react'
import { useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { importTemplate } from '../../../api/imports.ts'
import { href } from '../../lib/client.ts'
import { useHeldFocus } from '../../lib/use-held-focus.ts'
import { useOrganization } from '../../lib/session.tsx'
import { useFormat } from '../../lib/use-format.ts'
import { Button, ButtonLink } from '../../ui/button.tsx'
import { DropFrame, FileInput } from '../../ui/drop-area.tsx'
import { Icon } from '../../ui/icon.tsx'
import { Note } from '../../ui/note.tsx'
import { Section } from '../../ui/section.tsx'
import css from './imports.module.css'
import { Meter } from '../../ui/meter.tsx'
import type { Upload, Uploading } from './use-upload.ts'

/** Where a file is dropped or chosen: what is understood, how far it is, what went wrong (IMP-2). */
export function DropZone({ uploading, several, over }: { uploading: Uploading; several: boolean; over: boolean }) {
  const { t } = useTranslation('imports')
  const { visibility, handle } = useOrganization()
  const { upload, send } = uploading
  const input = useRef<HTMLInputElement>(null)
  const inside = useHeldFocus<HTMLDivElement>(upload.step)
  const choose = () => input.current?.click()
  const locked = visibility === 'all' ? undefined : t('upload.locked')
  return (
    <Section title={t('upload.title')}>
      <DropFrame over={over} className={css['zone']}>
        <Icon of={IconTableImport} size={24} />
        <div ref={inside} className={css['inside']} tabIndex={-1}>
          {upload.step === 'sending' ? (
            <Transfer upload={upload} onCancel={uploading.cancel} />
          ) : (
            <>
              <h3>{t(over ? 'upload.dropNow' : 'upload.drop')}</h3>
              <p>{t('upload.understood')}</p>
              <p>{locked ?? t('upload.then')}</p>
              {upload.step === 'failed' && <Failed upload={upload} onRetry={() => send(upload.file)} />}
              {upload.step === 'idle' && several && <Note kind="bad">{t('upload.several')}</Note>}
              <div className={css['actions']}>
                <Button kind="primary" icon={IconUpload} locked={locked} onClick={choose}>
                  {t(upload.step === 'failed' ? 'upload.other' : 'upload.choose')}
                </Button>
                {locked === undefined && (
                  <ButtonLink
                    to={href(importTemplate, { organization: handle })}
                    target="_self"
                    download
                    icon={IconDownload}
                  >
                    {t('upload.template')}
                  </ButtonLink>
                )}
              </div>
            </>
          )}
        </div>
        <FileInput
          ref={input}
          accept=".xlsx,.xlsm,.csv,text/csv,application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
          onFile={send}
        />
      </DropFrame>
    </Section>
  )
}

function Transfer({ upload, onCancel }: { upload: Upload & { step: 'sending' }; onCancel: () => void }) {
  const { t } = useTranslation('imports')
  const format = useFormat()
  const { file, sent, size } = upload
  const complete = size > 0 && sent >= size
  const text = complete
    ? t('upload.reading')
    : t('upload.sending', { sent: format.bytes(sent), size: format.bytes(size) })
  return (
    <div className={css['transfer']}>
      <div className={css['line']}>
        <h3>{file.name}</h3>
        <Button kind="quiet" onClick={onCancel}>
          {t('upload.cancel')}
        </Button>
      </div>
      <Meter
        label={t('upload.progress', { file: file.name })}
        done={sent}
        total={complete ? undefined : size}
        text={text}
      />
      <p role="status">{text}</p>
    </div>
  )
}

function Failed({ upload, onRetry }: { upload: Upload & { step: 'failed' }; onRetry: () => void }) {
  const { t } = useTranslation('imports')
  return (
    <Note kind="bad">
      <p>
        <b>{t('upload.failed', { file: upload.file.name })}</b> {upload.why}
      </p>
      {upload.again && (
        <Button kind="quiet" icon={IconRefresh} className={css['retry']} onClick={onRetry}>
          {t('upload.retry')}
        </Button>
      )}
    </Note>
  )
}
