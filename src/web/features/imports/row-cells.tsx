import { IconAlertCircle, IconAlertTriangle, IconEqual, IconPencil, IconPlus } from '@tabler/icons-react'
import type { ReactNode, RefObject } from 'react'
import { useTranslation } from 'react-i18next'
import { type Import, ImportField, type ImportRow, type RowAction } from '../../../api/imports.ts'
import { useOrganization } from '../../lib/session.tsx'
import { paths } from '../../paths.ts'
import { classes } from '../../ui/classes.ts'
import { Icon } from '../../ui/icon.tsx'
import { Link } from '../../ui/link.tsx'
import { VisuallyHidden } from '../../ui/visually-hidden.tsx'
import css from './rows.module.css'
import { type ImportWords, useImportWords } from './use-import-words.ts'

/** What the lists of rows are given, in columns or as records. */
export interface RowListProps {
  record: Import
  rows: readonly ImportRow[]
  /** another choice of rows begins at the top */
  filter: string
  scroller: RefObject<HTMLDivElement | null>
  isLoading: boolean
  /** rows of the choice before are still shown */
  isOld: boolean
  /** null: there are no more, or they are on their way */
  loadMore: (() => void) | null
}

const icons = { create: IconPlus, update: IconPencil, unchanged: IconEqual, error: IconAlertCircle }

/** What becomes of a row: sign and word. */
export function Result({ action }: { action: RowAction }) {
  const { t } = useTranslation('imports')
  return (
    <span className={classes(css['result'], css[action])}>
      <Icon of={icons[action]} size={15} />
      {t(`result.${action}`)}
    </span>
  )
}

/** The page of a row's customer, for those who see customers. */
export function useCustomerPath(): (row: ImportRow) => string | null {
  const { handle, may } = useOrganization()
  const seen = may('customers.read')
  return ({ customer }) => (seen && customer !== null ? paths.customer(handle, customer) : null)
}

/** The name in a row; a link where the customer exists. */
export function CustomerName({ row, to, tabIndex }: { row: ImportRow; to: string | null; tabIndex?: number }) {
  const { t } = useTranslation('imports')
  const name = row.name || <span className={css['quiet']}>{t('rows.unnamed')}</span>
  if (to === null) return name
  return (
    <Link to={to} tabIndex={tabIndex}>
      {name}
    </Link>
  )
}

/** Old and new values, and what is wrong with which cell; something else may stand before them. */
export function Changes({ row, record, children }: { row: ImportRow; record: Import; children?: ReactNode }) {
  const { t } = useTranslation('imports')
  const words = useImportWords()
  const { action, changes, problems } = row
  return (
    <span className={css['items']}>
      {children}
      {row.undone && <Undone undone={row.undone} />}
      {action === 'create' && problems.length === 0 && <span className={css['quiet']}>{t('rows.newCustomer')}</span>}
      {action === 'unchanged' && problems.length === 0 && <span className={css['nothing']}>{t('rows.nothing')}</span>}
      {changes.map((change) => (
        <Difference key={change.attribute} change={change} words={words} />
      ))}
      {problems.map((problem) => (
        <Fault key={problem.column + problem.code} problem={problem} record={record} words={words} />
      ))}
    </span>
  )
}

/** What undoing made of the row, and why it was kept (IMP-5). */
function Undone({ undone: { result, why } }: { undone: NonNullable<ImportRow['undone']> }) {
  const { t } = useTranslation('imports')
  return (
    <span className={classes(css['diff'], css['undone'], result === 'kept' && css['kept'])}>
      {t(`undo.row.${result}`)}
      {why !== null && <>: {t(`undo.why.${why}`)}</>}
    </span>
  )
}

function Difference({ change, words }: { change: ImportRow['changes'][number]; words: ImportWords }) {
  const { t } = useTranslation('imports')
  const { attribute, before, after } = change
  const say = (value: string | null) => (value === null ? t('rows.blank') : words.value(attribute, value))
  return (
    <span className={css['diff']}>
      <span className={css['quiet']}>{words.attribute(attribute)}</span> <del>{say(before)}</del>
      <span className={css['arrow']} aria-hidden>
        →
      </span>
      <VisuallyHidden> {t('rows.becomes')} </VisuallyHidden>
      <ins>{say(after)}</ins>
    </span>
  )
}

interface FaultProps {
  problem: ImportRow['problems'][number]
  record: Import
  words: ImportWords
}

function Fault({ problem, record, words }: FaultProps) {
  const { t } = useTranslation('imports')
  const { column, level, value, message } = problem
  const inFile = record.columns.some(({ header }) => header === column)
  // a field that no column stands for goes by its own name
  const field = inFile ? undefined : ImportField.safeParse(column).data
  return (
    <span className={classes(css['diff'], css['fault'], css[level])}>
      <span className={css['quiet']}>{field ? words.field(field) : column}</span>{' '}
      <code>{value || t('rows.blank')}</code> {level === 'warning' && <Icon of={IconAlertTriangle} size={14} />}{' '}
      {message}
    </span>
  )
}
