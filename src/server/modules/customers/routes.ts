import * as batches from '../../../api/customer-batches.ts'
import { customerDuplicates } from '../../../api/customer-duplicates.ts'
import { customerOverview } from '../../../api/customer-overview.ts'
import { customerWhy } from '../../../api/customer-why.ts'
import * as api from '../../../api/customers.ts'
import type { Language } from '../../../api/shapes.ts'
import {
  type ActorContext,
  bulkResult,
  type Implementation,
  type ItemOutcome,
  implement,
  implementList,
} from '../../access/index.ts'
import type { Tx } from '../../platform/db/database.ts'
import { assignContact, assignedContact } from './assign-contact.ts'
import { assignContacts, revisionsOf } from './assign-contacts.ts'
import { createCustomer, createdCustomer } from './create-customer.ts'
import { readCustomer } from './customer-detail.ts'
import { contactCandidates, readForm } from './customer-form.ts'
import { readHistory } from './customer-history.ts'
import { customerSource } from './customer-list.ts'
import { readOverview } from './customer-overview.ts'
import { findCustomer } from './find-customer.ts'
import { findDuplicates } from './find-duplicates.ts'
import { sharedCandidates } from './shared-candidates.ts'
import { updateCustomer } from './update-customer.ts'
import { whyCustomer } from './why-customer.ts'

export const routes: Implementation[] = [
  ...implementList(api.customerList, customerSource),
  implement(customerOverview, async ({ tx, actor }) => ({ status: 200, body: await readOverview(tx, actor) })),
  implement(api.customerForm, async ({ tx, actor, query }) => ({
    status: 200,
    body: await readForm(tx, actor, query),
  })),
  implement(
    api.createCustomer,
    async ({ tx, actor, services, body }) => {
      const created = await createCustomer(tx, actor, services, body)
      return { status: 201, body: created, resultId: created.id }
    },
    async ({ tx }, id) => ({ status: 201, body: await createdCustomer(tx, id) }),
  ),
  implement(api.readCustomer, async ({ tx, actor, params, hide }) => {
    const { body, hidden } = await readCustomer(tx, actor, params.customerId)
    hide(hidden)
    return { status: 200, body, etag: body.revision }
  }),
  implement(
    api.updateCustomer,
    async (context) => {
      const { tx, actor, services, params, body, revision } = context
      await updateCustomer(tx, actor, services, params.customerId, revision(), body)
      return updated(context, params.customerId)
    },
    updated,
  ),
  implement(
    api.assignContact,
    async ({ tx, actor, services, params, body, revision }) => {
      const assigned = await assignContact(tx, actor, services, params.customerId, revision(), body.contact)
      return { status: 200, body: assigned, etag: assigned.revision }
    },
    async ({ tx, actor, body, revision }, id) => {
      const assigned = await assignedContact(tx, actor, id, { revision: revision(), contact: body.contact })
      return { status: 200, body: assigned, etag: assigned.revision }
    },
  ),
  implement(
    batches.assignContacts,
    async ({ tx, actor, services, body, visitor }) => {
      const { batchId, outcomes } = await assignContacts(tx, actor, services, body.items)
      return { status: 200, body: await toldOf(tx, visitor.language, outcomes), resultId: batchId, outcomes }
    },
    async ({ tx, visitor }, _, outcomes) => ({ status: 200, body: await toldOf(tx, visitor.language, outcomes) }),
  ),
  implement(batches.sharedCandidates, async ({ tx, query }) => ({
    status: 200,
    body: { items: await sharedCandidates(tx, query.customers?.split(',') ?? [], query.q) },
  })),
  implement(customerDuplicates, async ({ tx, actor, query }) => ({
    status: 200,
    body: await findDuplicates(tx, actor, query),
  })),
  implement(api.contactCandidates, async ({ tx, params, query }) => {
    const customer = await findCustomer(tx, params.customerId)
    return { status: 200, body: { items: await contactCandidates(tx, customer.owner_id, query.q) } }
  }),
  implement(api.customerHistory, async ({ tx, actor, params, query }) => ({
    status: 200,
    body: await readHistory(tx, actor, params.customerId, query.before, query.limit),
  })),
  implement(customerWhy, async ({ tx, actor, params, query }) => ({
    status: 200,
    body: await whyCustomer(tx, actor, params.customerId, query),
  })),
]

// a repeat is answered so too: what stands now, by the rights of now
async function updated({ tx, actor, hide }: ActorContext<typeof api.updateCustomer>, id: string) {
  const { body, hidden } = await readCustomer(tx, actor, id)
  hide(hidden)
  return { status: 200 as const, body, etag: body.revision }
}

async function toldOf(tx: Tx, language: Language, outcomes: readonly ItemOutcome[]) {
  const revisions = await revisionsOf(
    tx,
    outcomes.map(({ id }) => id),
  )
  return bulkResult(outcomes, language, revisions)
}
