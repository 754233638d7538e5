import { auditList } from './audit.ts'
import * as customerBatches from './customer-batches.ts'
import { customerDuplicates } from './customer-duplicates.ts'
import { customerOverview } from './customer-overview.ts'
import { customerWhy } from './customer-why.ts'
import * as customers from './customers.ts'
import type { Endpoint } from './endpoint.ts'
import { openEvents } from './events.ts'
import * as home from './home.ts'
import * as identity from './identity.ts'
import * as imports from './imports.ts'
import * as installation from './installation.ts'
import { type List, listEndpoints } from './lists.ts'
import * as notifications from './notifications.ts'
import * as organizations from './organizations.ts'

/** Every declared list. */
export const lists: readonly List[] = [customers.customerList, organizations.peopleList, auditList]

function isEndpoint(value: unknown): value is Endpoint {
  return typeof value === 'object' && value !== null && 'replies' in value && 'method' in value
}

/** Every endpoint: routes, API description, client and registry tests come from this. */
export const endpoints: readonly Endpoint[] = [
  ...[customers, customerBatches, home, identity, imports, installation, notifications, organizations].flatMap((m) =>
    Object.values(m).filter(isEndpoint),
  ),
  customerDuplicates,
  customerOverview,
  openEvents,
  customerWhy,
  ...lists.flatMap(listEndpoints),
]
