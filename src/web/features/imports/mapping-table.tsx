import { IconCheck } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { type Import, ImportField } from '../../../api/imports.ts'
import { classes } from '../../ui/classes.ts'
import { SelectField } from '../../ui/select-field.tsx'
import { Icon } from '../../ui/icon.tsx'
import sheet from '../../ui/table/sheet.module.css'
import hidden from '../../ui/visually-hidden.module.css'
import { VisuallyHidden } from '../../ui/visually-hidden.tsx'
import css from './mapping.module.css'
import { useImportWords } from './use-import-words.ts'
import type { Mapping } from './use-mapping.ts'

interface MappingTableProps {
  record: Import
  mapping: Mapping
}

/** Each column of the file with examples, and the field it goes to. */
export function MappingTable({ record, mapping }: MappingTableProps) {
  const { t } = useTranslation('imports')
  const words = useImportWords()
  const [moved, setMoved] = useState('')
  const choose = (header: string, field: ImportField | null) => {
    const other = field === null ? undefined : mapping.headerOf(field)
    const taken = field !== null && other !== undefined && other !== header
    setMoved(taken ? t('mapping.moved', { field: words.field(field), header, other }) : '')
    mapping.choose(header, field)
  }
  return (
    <>
      <table className={classes(sheet['sheet'], css['table'])} aria-label={t('mapping.title')} aria-busy={mapping.busy}>
        <thead className={hidden['onPhone']}>
          <tr>
            <th scope="col" className={css['header']}>
              {t('mapping.header')}
            </th>
            <th scope="col">{t('mapping.samples')}</th>
            <th scope="col" className={css['field']}>
              {t('mapping.field')}
            </th>
          </tr>
        </thead>
        <tbody>
          {record.columns.map(({ header, samples }) => (
            <tr key={header}>
              <th scope="row" title={header}>
                {header}
              </th>
              <td className={css['samples']} title={samples.join('\n')}>
                {samples.length === 0 ? t('mapping.noSamples') : samples.join(' · ')}
              </td>
              <td className={classes(mapping.fieldOf(header) === null && css['kept'])}>
                <FieldSelect record={record} header={header} mapping={mapping} onChoose={choose} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <VisuallyHidden role="status">{moved}</VisuallyHidden>
    </>
  )
}

const keep = 'keep'

interface FieldSelectProps {
  record: Import
  header: string
  mapping: Mapping
  onChoose: (header: string, field: ImportField | null) => void
}

function FieldSelect({ record, header, mapping, onChoose }: FieldSelectProps) {
  const { t } = useTranslation('imports')
  const words = useImportWords()
  const field = mapping.fieldOf(header)
  const from = (value: string) => {
    const known = ImportField.safeParse(value).data
    const other = known && mapping.headerOf(known)
    return other === undefined || other === header ? undefined : other
  }
  return (
    <SelectField
      name={`field-${header}`}
      aria-label={t('mapping.fieldOf', { header })}
      data={[
        { value: keep, label: t('mapping.keep') },
        ...ImportField.options.map((value) => ({ value, label: words.field(value) })),
      ]}
      value={field ?? keep}
      disabled={mapping.busy}
      // the list itself scrolls: a frame around it would have to take the focus
      withScrollArea={false}
      styles={{ options: { maxHeight: 'min(320px, 38dvh)', overflowY: 'auto' } }}
      renderOption={({ option, checked }) => (
        <span className={css['option']}>
          {option.label}
          {record.required.some((required) => required === option.value) && <em>{t('mapping.required')}</em>}
          {from(option.value) !== undefined && <small>{t('mapping.takenBy', { header: from(option.value) })}</small>}
          {checked && <Icon of={IconCheck} />}
        </span>
      )}
      onChange={(value) => onChoose(header, ImportField.safeParse(value).data ?? null)}
    />
  )
}
