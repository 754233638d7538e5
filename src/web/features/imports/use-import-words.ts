import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { CustomerStatus, customerAttributes, industries } from '../../../api/customers.ts'
import { ImportField } from '../../../api/imports.ts'
import { currentLanguage } from '../../lib/i18n.ts'
import { ApiProblem } from '../../lib/problem.ts'
import { useFormat } from '../../lib/use-format.ts'

const failures = [
  'empty',
  'too_large',
  'spreadsheet',
  'workbook_broken',
  'unpacked_too_large',
  'archive',
  'encrypted',
  'binary',
  'encoding_unsupported',
  'too_many_columns',
  'header_unreadable',
  'quotes_unbalanced',
  'failed_rows',
  'file_removed',
  'not_allowed',
  'internal',
] as const
/** Why a file or its import as a whole came to nothing. */
export type FailureCode = (typeof failures)[number]

export interface ImportWords {
  /** a field in a select */
  field: (field: ImportField) => string
  /** an attribute beside its change; texts without a field go by their own heads */
  attribute: (key: string) => string
  /** a stored value as a person reads it */
  value: (key: string, value: string) => string
  /** the sentence of `failure`, if it is known */
  failure: (code: string) => string | undefined
  /** what a refused call says about the file */
  sentence: (error: unknown) => string
}

/** The words for fields, values and failures of imports. */
export function useImportWords(): ImportWords {
  const { t } = useTranslation(['imports', 'customers'])
  const format = useFormat()
  return useMemo(() => {
    const countries = new Intl.DisplayNames(currentLanguage(), { type: 'region' })
    const valueOf: Partial<Record<string, (value: string) => string | undefined>> = {
      status: (value) => one(CustomerStatus.options, value, (status) => t(`customers:status.${status}`)),
      industry: (value) => one(industries, value, (industry) => t(`customers:industry.${industry}`)),
      country: (value) => (/^[A-Z]{2}$/.test(value) ? countries.of(value) : value),
      customerSince: (value) => (/^\d{4}-\d{2}-\d{2}$/.test(value) ? format.day(value) : value),
    }
    const failure = (code: string) => one(failures, code, (known) => t(`failure.${known}`))
    return {
      field: (field) => t(`customers:field.${field}`),
      attribute: (key) => {
        const known = customerAttributes.find((attribute) => attribute === key)
        return known && known !== 'imported' ? t(`customers:column.${known}`) : key.replace(/^imported\./, '')
      },
      value: (key, value) => valueOf[key]?.(value) ?? value,
      failure,
      sentence: (error) => {
        if (!(error instanceof ApiProblem)) return error instanceof Error ? error.message : String(error)
        const about = error.fields.map(({ code }) => failure(code.replace(/^file_/, ''))).find(Boolean)
        return about ?? error.detail ?? error.title
      },
    }
  }, [t, format])
}

function one<V extends string>(known: readonly V[], value: string, say: (value: V) => string): string | undefined {
  const found = known.find((candidate) => candidate === value)
  return found === undefined ? undefined : say(found)
}
