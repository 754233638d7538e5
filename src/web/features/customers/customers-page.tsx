import { lazy, Suspense, useCallback, useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { customerList, type CustomerRow, CustomerStatus } from '../../../api/customers.ts'
import { useMe, useOrganization } from '../../lib/session.tsx'
import { useOpenedBy } from '../../lib/use-opened-by.ts'
import { ListPage } from '../../ui/table/list-page.tsx'
import type { ListWords, Preset, Selection } from '../../ui/table/list-view.ts'
import { useAcross } from '../../ui/table/use-across.ts'
import { customerView } from './customer-view.tsx'
import css from './customers.module.css'
import { useLastList } from './last-list.ts'
import { useCustomerWords } from './use-customer-words.ts'

// the form is asked for by its button only
const NewCustomerDialog = lazy(async () => ({ default: (await import('./new-customer-dialog.tsx')).NewCustomerDialog }))

const AssignContactsDialog = lazy(async () => ({
  default: (await import('./assign-contacts-dialog.tsx')).AssignContactsDialog,
}))

/** Customers and prospects (CUS-1). */
export function CustomersPage() {
  const { t } = useTranslation('customers')
  const { handle, may } = useOrganization()
  const [creating, setCreating] = useCreating()
  const [assigning, setAssigning] = useState<Selection<CustomerRow> | null>(null)
  const words = useListWords()
  const presets = usePresets()
  useLastList()
  const mayImport = may('customers.import')
  const mayCreate = may('customers.create')
  const placeOf = usePlaces(handle)
  const view = useMemo(
    () =>
      customerView({
        handle,
        placeOf,
        words,
        presets,
        unassigned: t('unassigned'),
        importLabel: mayImport ? t('import') : null,
        onCreate: mayCreate ? setCreating : null,
        onAssign: setAssigning,
      }),
    [handle, placeOf, words, presets, t, mayImport, mayCreate, setCreating],
  )
  return (
    <>
      <ListPage view={view} />
      {assigning && (
        <Suspense fallback={<div className={css['opening']} aria-busy />}>
          <AssignContactsDialog selection={assigning} onClose={() => setAssigning(null)} />
        </Suspense>
      )}
      {creating && mayCreate && (
        <Suspense fallback={<div className={css['opening']} aria-busy />}>
          <NewCustomerDialog status={creating} onClose={() => setCreating(null)} />
        </Suspense>
      )}
    </>
  )
}

/** Across memberships a row opens where the membership is that decides it (ACC-10); elsewhere where the reader is. */
function usePlaces(handle: string): (row: CustomerRow) => string {
  const { memberships } = useMe()
  const { across } = useAcross(customerList)
  return useCallback(
    ({ decidedBy }) => {
      const place = across && memberships.find(({ organization }) => organization.id === decidedBy)
      return place ? place.organization.handle : handle
    },
    [memberships, across, handle],
  )
}

/** Which dialog for a new one is open stands in the address, so that the command palette can open it. */
function useCreating(): [CustomerStatus | null, (status: CustomerStatus | null) => void] {
  const [opened, open] = useOpenedBy('new')
  const asked = CustomerStatus.safeParse(opened)
  const set = useCallback((status: CustomerStatus | null) => open(status ?? undefined), [open])
  return [asked.success ? asked.data : null, set]
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
