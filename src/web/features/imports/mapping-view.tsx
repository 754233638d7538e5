import { IconInfoCircle } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { delimiters, encodings, type Import } from '../../../api/imports.ts'
import { useFormat } from '../../lib/use-format.ts'
import { Button } from '../../ui/button.tsx'
import { SelectField } from '../../ui/select-field.tsx'
import { Hint } from '../../ui/hint.tsx'
import { Note } from '../../ui/note.tsx'
import { MappingTable } from './mapping-table.tsx'
import css from './mapping.module.css'
import { useImportWords } from './use-import-words.ts'
import type { Mapping } from './use-mapping.ts'

/** How the file is read and where its columns go (IMP-2). */
export function MappingView({ record, mapping }: { record: Import; mapping: Mapping }) {
  const { t } = useTranslation('imports')
  const words = useImportWords()
  const format = useFormat()
  const unmapped = record.required
    .filter((field) => field !== 'name' && mapping.headerOf(field) === undefined)
    .map((field) => words.field(field))
  return (
    <div className={css['scroll']}>
      <div className={css['reading']} data-sheet={record.sheet === null ? undefined : ''}>
        {record.sheet === null ? (
          <Dialect record={record} mapping={mapping} />
        ) : (
          <Sheet record={record} sheet={record.sheet} mapping={mapping} />
        )}
        <p>{t(record.sheet === null ? 'mapping.detected' : 'mapping.chosenSheet')}</p>
      </div>
      {mapping.error && (
        <div className={css['note']}>
          <Note kind="bad">{words.sentence(mapping.error)}</Note>
        </div>
      )}
      {mapping.headerOf('name') === undefined && (
        <div className={css['note']}>
          <Note kind="warn">{t('mapping.noName')}</Note>
        </div>
      )}
      {unmapped.length > 0 && (
        <div className={css['note']}>
          <Note kind="warn">{t('mapping.noRequired', { count: unmapped.length, fields: format.list(unmapped) })}</Note>
        </div>
      )}
      {mapping.headerOf('externalId') === undefined && (
        <div className={css['note']}>
          <Note kind="warn">{t('mapping.noId')}</Note>
        </div>
      )}
      {record.remembered && <Remembered mapping={mapping} />}
      <Hint icon={IconInfoCircle}>{t('mapping.keepNote')}</Hint>
      <MappingTable record={record} mapping={mapping} />
    </div>
  )
}

function Sheet({ record, sheet, mapping }: { record: Import; sheet: string; mapping: Mapping }) {
  const { t } = useTranslation('imports')
  return (
    <SelectField
      name="sheet"
      label={t('mapping.sheet')}
      data={record.sheets}
      value={sheet}
      disabled={mapping.busy}
      onChange={(value) => {
        if (value !== null && value !== sheet) mapping.reread({ sheet: value })
      }}
    />
  )
}

/** The choices of an earlier file with these headers were taken; the headers may speak for themselves again (IMP-2). */
function Remembered({ mapping }: { mapping: Mapping }) {
  const { t } = useTranslation('imports')
  return (
    <div className={css['note']}>
      <Note>
        <p>{t('mapping.rememberedNote')}</p>
        <Button kind="quiet" className={css['forget']} busy={mapping.busy} onClick={mapping.forget}>
          {t('mapping.forget')}
        </Button>
      </Note>
    </div>
  )
}

const delimiterNames = { ';': 'mapping.semicolon', ',': 'mapping.comma', '\t': 'mapping.tab' } as const

function Dialect({ record, mapping }: { record: Import; mapping: Mapping }) {
  const { t } = useTranslation('imports')
  const encoding = encodings.map((value) => ({ value, label: t(`mapping.${value}`) }))
  const delimiter = delimiters.map((value) => ({ value, label: t(delimiterNames[value]) }))
  return (
    <>
      <SelectField
        name="encoding"
        label={t('mapping.encoding')}
        data={encoding}
        value={record.encoding}
        disabled={mapping.busy}
        onChange={(value) => {
          const wanted = encodings.find((one) => one === value)
          if (wanted && wanted !== record.encoding) mapping.reread({ encoding: wanted })
        }}
      />
      <SelectField
        name="delimiter"
        label={t('mapping.delimiter')}
        data={delimiter}
        value={record.delimiter}
        disabled={mapping.busy}
        onChange={(value) => {
          const wanted = delimiters.find((one) => one === value)
          if (wanted && wanted !== record.delimiter) mapping.reread({ delimiter: wanted })
        }}
      />
    </>
  )
}
