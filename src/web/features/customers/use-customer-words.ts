import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { type CustomerAttribute, customerAttributes, CustomerStatus, industries } from '../../../api/customers.ts'
import { currentLanguage } from '../../lib/i18n.ts'
import { useFormat } from '../../lib/use-format.ts'
import { countryName } from './places.ts'

function isAttribute(key: string): key is CustomerAttribute {
  return customerAttributes.some((attribute) => attribute === key)
}

export interface CustomerWords {
  column: (key: string) => string
  /** the word of an attribute in a form */
  field: (key: string) => string
  /** *die Telefonnummer*: the attribute as the object of a sentence */
  object: (key: string) => string
  /** a stored value as a person reads it */
  value: (key: string, value: string) => string
}

/** The words for attributes of customers and their values. */
export function useCustomerWords(): CustomerWords {
  const { t } = useTranslation('customers')
  const format = useFormat()
  return useMemo(() => {
    const valueOf: Partial<Record<string, (value: string) => string>> = {
      status: (value) => word(CustomerStatus.options, value, (status) => t(`status.${status}`)),
      industry: (value) => word(industries, value, (industry) => t(`industry.${industry}`)),
      country: (value) => (/^[A-Z]{2}$/.test(value) ? countryName(value, currentLanguage()) : value),
      customerSince: (value) => (/^\d{4}-\d{2}-\d{2}$/.test(value) ? format.day(value) : value),
    }
    return {
      column: (key) => (isColumn(key) ? t(`column.${key}`) : key),
      field: (key) => (isNamed(key) ? t(`field.${key}`) : importedName(key)),
      object: (key) => (isNamed(key) ? t(`object.${key}`) : importedName(key)),
      value: (key, value) => valueOf[key]?.(value) ?? value,
    }
  }, [t, format])
}

function isNamed(key: string): key is Exclude<CustomerAttribute, 'imported' | 'number'> {
  return isAttribute(key) && key !== 'imported' && key !== 'number'
}

// columns of an import that Kontor has no field for go by their own heads
function importedName(key: string): string {
  return key.replace(/^imported\./, '')
}

function isColumn(key: string): key is Exclude<CustomerAttribute, 'imported'> | 'createdAt' | 'changedAt' {
  return key === 'createdAt' || key === 'changedAt' || (isAttribute(key) && key !== 'imported')
}

function word<V extends string>(known: readonly V[], value: string, say: (value: V) => string): string {
  const found = known.find((one) => one === value)
  return found === undefined ? value : say(found)
}
