import { IconTableImport } from '@tabler/icons-react'
import { customerList, type CustomerRow, type CustomerStatus } from '../../../api/customers.ts'
import { paths } from '../../paths.ts'
import { ButtonLink } from '../../ui/button.tsx'
import type { ListView, ListWords, Preset, Selection } from '../../ui/table/list-view.ts'
import { BulkActions } from './bulk-actions.tsx'
import { City, Person, Status } from './customer-cells.tsx'
import css from './customers.module.css'
import { AccessHint, NoCustomers, UnseenCustomers } from './list-access.tsx'
import { NewCustomerButton } from './new-customer-button.tsx'
import { whyHash } from './use-why.ts'

interface ViewOf {
  /** the organisation in which a row opens */
  placeOf: (row: CustomerRow) => string
  handle: string
  words: ListWords
  presets: readonly Preset[]
  /** *nicht zugewiesen* */
  unassigned: string
  /** null: the reader may not import, or not create */
  importLabel: string | null
  onCreate: ((status: CustomerStatus) => void) | null
  /** several at once */
  onAssign: (selection: Selection<CustomerRow>) => void
}

/** How the list of customers looks (CUS-1). */
export function customerView(of: ViewOf): ListView<CustomerRow> {
  const { handle, placeOf, words, presets, unassigned, importLabel, onCreate, onAssign } = of
  return {
    list: customerList,
    words,
    presets,
    nameColumn: 'name',
    nameOf: (row) => row.name,
    hrefOf: (row) => paths.customer(placeOf(row), row.id),
    selectable: true,
    bulk: (selection) => <BulkActions rows={selection.rows} onAssign={() => onAssign(selection)} />,
    cells: {
      status: (row) => <Status status={row.status} say={words.choice} />,
      contact: (row) => <Person person={row.contact} missing={unassigned} />,
      manager: (row) => <Person person={row.manager} />,
      city: (row, marked) => <City row={row} words={marked} />,
    },
    record: (row, marked) => ({
      amount: row.number,
      place: <City row={row} words={marked} />,
      status: <Status status={row.status} say={words.choice} />,
    }),
    hint: (access, [shown]) => {
      const why = shown ? `${paths.customer(placeOf(shown), shown.id)}#${whyHash}` : null
      return access.limit === 'own' || access.limit === 'partly' ? <AccessHint access={access} why={why} /> : null
    },
    unseen: (access) => (access.limit === 'nothing' ? <UnseenCustomers access={access} /> : null),
    nothing: <NoCustomers onCreate={onCreate} />,
    actions: (exporting) => (
      <>
        {importLabel !== null && (
          <ButtonLink kind="quiet" className={css['wide']} icon={IconTableImport} to={paths.imports(handle)}>
            {importLabel}
          </ButtonLink>
        )}
        {exporting}
        {onCreate && <NewCustomerButton onCreate={onCreate} />}
      </>
    ),
  }
}
