import type { Customer, World } from '../model/world.ts'
import type { WorldIds } from './world-ids.ts'

const COLUMNS = {
  email: 'email',
  phone: 'phone',
  website: 'website',
  street: 'street',
  postalCode: 'postal_code',
  city: 'city',
  state: 'state',
  country: 'country',
  industry: 'industry',
  vatId: 'vat_id',
} as const

/** The customers of a world as rows; what the table wants unique or of a form is made so, since no rule of access asks for it. */
export function customerRows(world: World, ids: WorldIds): Record<string, unknown>[] {
  const taken = new Set<string>()
  const unique = (value: string, among: string) => {
    const free = taken.has(`${among} ${value}`) ? `${value} ${taken.size}` : value
    taken.add(`${among} ${free}`)
    return free
  }
  return world.customers.map((customer) => {
    const { id, operator, owner, contact, manager, organization, status, values } = customer
    return {
      operator_id: ids.of('operators', operator),
      id: ids.of('customers', id),
      owner_id: ids.of('organizations', owner),
      contact_id: contact && ids.of('persons', contact),
      manager_id: manager && ids.of('persons', manager),
      organization_id: organization && ids.of('organizations', organization),
      number: unique(values.number ?? `N ${id}`, operator),
      external_id: values.externalId ? unique(values.externalId, `${operator} ${owner}`) : null,
      status,
      name: values.name || id,
      customer_since: /^\d{4}-\d\d-\d\d$/.test(values.customerSince ?? '') ? values.customerSince : null,
      imported: values.imported ? { note: values.imported } : {},
      ...plainColumns(customer),
      created_at: 'now',
      changed_at: 'now',
      revision: 1,
    }
  })
}

function plainColumns({ values }: Customer): Record<string, string | null> {
  const columns = Object.entries(COLUMNS) as [keyof typeof COLUMNS, string][]
  return Object.fromEntries(columns.map(([attribute, column]) => [column, values[attribute] ?? null]))
}
