import { lazy, Suspense, useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { CustomerStatus } from '../../../api/customers.ts'
import { useMe, useOrganization } from '../../lib/session.tsx'
import { ListPage } from '../../ui/table/list-page.tsx'
import type { ListWords, Preset } from '../../ui/table/list-view.ts'
import { customerView } from './customer-view.tsx'
import css from './customers.module.css'
import { useLastList } from './last-list.ts'
import { useCustomerWords } from './use-customer-words.ts'

// the form is asked for by its button only
const NewCustomerDialog = lazy(async () => ({ default: (await import('./new-customer-dialog.tsx')).NewCustomerDialog }))

/** Customers and prospects (CUS-1). */
export function CustomersPage() {
  const { t } = useTranslation('customers')
  const { handle, may } = useOrganization()
  const [creating, setCreating] = useState<CustomerStatus | null>(null)
  const words = useListWords()
  const presets = usePresets()
  useLastList(handle)
  const mayImport = may('customers.import')
  const mayCreate = may('customers.create')
  const view = useMemo(
    () =>
      customerView({
        handle,
        words,
        presets,
        unassigned: t('unassigned'),
        importLabel: mayImport ? t('import') : null,
        onCreate: mayCreate ? setCreating : null,
      }),
    [handle, words, presets, t, mayImport, mayCreate],
  )
  return (
    <>
      <ListPage view={view} />
      {creating && (
        <Suspense fallback={<div className={css['opening']} aria-busy />}>
          <NewCustomerDialog status={creating} onClose={() => setCreating(null)} />
        </Suspense>
      )}
    </>
  )
}

function useListWords(): ListWords {
  const { t } = useTranslation('customers')
  const { column, value } = useCustomerWords()
  return useMemo(
    () => ({
      title: t('title'),
      search: t('search'),
      column,
      choice: value,
      things: (count, number) => t('things', { count, number }),
      part: (number, total) => t('part', { number, total }),
      noMatch: t('noMatch'),
    }),
    [t, column, value],
  )
}

/** The built-in views; whose customers are *mine* depends on the side one stands on (ACC-8). */
function usePresets(): readonly Preset[] {
  const { t } = useTranslation('customers')
  const { person } = useMe()
  const { home, organization } = useOrganization()
  const { kind } = organization
  return useMemo(() => {
    // a customer organisation sees its own record and nothing else (ACC-11)
    if (kind === 'customer') return []
    const mine: Preset = {
      key: 'mine',
      label: t('view.mine'),
      filter: { [kind === 'operator' ? 'manager' : 'contact']: { in: [person.id] } },
    }
    const presets: Preset[] = [
      { key: 'all', label: t('view.all'), filter: {} },
      { key: 'withoutContact', label: t('view.withoutContact'), filter: { contact: { empty: true } } },
      { key: 'prospects', label: t('view.prospects'), filter: { status: { in: ['prospect'] } } },
    ]
    // somebody who works as another organisation is nobody's contact there
    return home === null ? presets.toSpliced(1, 0, mine) : presets
  }, [t, person.id, home, kind])
}
