import { type Endpoint, gateOf, type QueryOf, type ResultOf } from '../../../api/endpoint.ts'
import { customerList } from '../../../api/customers.ts'
import { listImports } from '../../../api/imports.ts'
import { peopleList } from '../../../api/organizations.ts'
import type { search } from '../../../api/home.ts'
import { type Actor, may } from '../../access/index.ts'
import type { Tx } from '../../platform/db/database.ts'
import type { Services } from '../../platform/services.ts'
import { searchCustomers } from '../customers/index.ts'
import { searchImports } from '../imports/index.ts'
import { searchOrganizations, searchPeople } from '../organizations/index.ts'

type Answer = ResultOf<typeof search>

interface Asking {
  tx: Tx
  actor: Actor
  services: Services
}

const rowsOfEach = 6

/**
 * What the command palette finds (ux.md): each kind by its own list and reach. The gate of the list is asked first: a closed
 * module and a missing permission leave the kind out (ACC-5, ACC-6). Across memberships only what can be listed so (ACC-10).
 */
export async function searchAll(asking: Asking, { q, across }: QueryOf<typeof search>): Promise<Answer> {
  const { tx, actor } = asking
  const customers = passes(actor, customerList.page) && (await searchCustomers(asking, q, rowsOfEach))
  if (across) return customers ? { customers } : {}
  const people = passes(actor, peopleList.page) && (await searchPeople(asking, q, rowsOfEach))
  const organizations = await searchOrganizations(tx, actor, q, rowsOfEach)
  const imports = passes(actor, listImports) && (await searchImports(tx, actor, asking.services.now(), q, rowsOfEach))
  return {
    ...(customers && { customers }),
    ...(people && { people }),
    organizations,
    ...(imports && { imports }),
  }
}

function passes(actor: Actor, { can }: Pick<Endpoint, 'can'>): boolean {
  const { permission, module } = gateOf(can)
  const isOpen = module === null || actor.decisions.some((decision) => decision.open)
  return isOpen && (permission === null || may(actor, permission))
}
