import { IconTableImport } from '@tabler/icons-react'
import { useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { customerList, type CustomerRow, type CustomerStatus } from '../../../api/customers.ts'
import { useMe, useOrganization } from '../../lib/session.tsx'
import { paths } from '../../paths.ts'
import { ButtonLink } from '../../ui/button.tsx'
import { ListPage } from '../../ui/table/list-page.tsx'
import type { ListView, ListWords, Preset } from '../../ui/table/list-view.ts'
import css from './customers.module.css'
import { City, Person, Status } from './customer-cells.tsx'
import { AccessHint, NoCustomers, UnseenCustomers } from './list-access.tsx'
import { NewCustomerButton } from './new-customer-button.tsx'
import { NewCustomerDialog } from './new-customer-dialog.tsx'
import { useLastList } from './last-list.ts'
import { useCustomerWords } from './use-customer-words.ts'

/** Customers and prospects (CUS-1). */
export function CustomersPage() {
  const { t } = useTranslation('customers')
  const { handle, may } = useOrganization()
  const [creating, setCreating] = useState<CustomerStatus | null>(null)
  const words = useListWords()
  const presets = usePresets()
  useLastList(handle)
  const view: ListView<CustomerRow> = useMemo(
    () => ({
      list: customerList,
      words,
      presets,
      nameColumn: 'name',
      nameOf: (row) => row.name,
      hrefOf: (row) => paths.customer(handle, row.id),
      selectable: true,
      cells: {
        status: (row) => <Status status={row.status} say={words.choice} />,
        contact: (row) => <Person person={row.contact} missing={t('unassigned')} />,
        manager: (row) => <Person person={row.manager} />,
        city: (row, marked) => <City row={row} words={marked} />,
      },
      record: (row, marked) => ({ amount: row.number, place: <City row={row} words={marked} />, status: <Status status={row.status} say={words.choice} /> }),
      hint: (access) => (access.limit === 'own' || access.limit === 'partly' ? <AccessHint access={access} /> : null),
      unseen: (access) => (access.limit === 'nothing' ? <UnseenCustomers access={access} /> : null),
      nothing: <NoCustomers onCreate={() => setCreating('customer')} />,
      actions: (exporting) => (
        <>
          {may('customers.import') && (
            <ButtonLink kind="quiet" className={css['wide']} icon={IconTableImport} to={paths.imports(handle)}>
              {t('import')}
            </ButtonLink>
          )}
          {exporting}
          {may('customers.create') && <NewCustomerButton onCreate={setCreating} />}
        </>
      ),
    }),
    [words, presets, handle, may, t],
  )
  return (
    <>
      <ListPage view={view} />
      {creating && <NewCustomerDialog status={creating} onClose={() => setCreating(null)} />}
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
  const operator = organization.kind === 'operator'
  return useMemo(() => {
    const mine: Preset = { key: 'mine', label: t('view.mine'), filter: { [operator ? 'manager' : 'contact']: { in: [person.id] } } }
    const presets: Preset[] = [
      { key: 'all', label: t('view.all'), filter: {} },
      { key: 'withoutContact', label: t('view.withoutContact'), filter: { contact: { empty: true } } },
      { key: 'prospects', label: t('view.prospects'), filter: { status: { in: ['prospect'] } } },
    ]
    // somebody who works as another organisation is nobody's contact there
    return home === null ? presets.toSpliced(1, 0, mine) : presets
  }, [t, person.id, home, operator])
}
