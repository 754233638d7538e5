import { z } from 'zod'
import { endpoint } from './endpoint.ts'
import { BulkResult, distinct, Id, IdsByComma, Named } from './shapes.ts'

export const assignContacts = endpoint({
  name: 'customers.assignContacts',
  method: 'post',
  path: '/customers/contact-assignments',
  can: 'customers.assign_contact',
  summary:
    'Assign the partner contact of several customers, each by the rule of the single one; told as one batch (CUS-7, LST-8)',
  body: z.strictObject({
    items: distinct(
      z.strictObject({ id: Id, revision: z.int().min(1).max(2_147_483_647), contact: Id.nullable() }),
      ({ id }) => id,
    ),
  }),
  replies: { 200: BulkResult },
})

/** Customers that the candidates are asked for: one of each owner is enough. */
export const mostAsked = 50

export const sharedCandidates = endpoint({
  name: 'customers.sharedCandidates',
  method: 'get',
  path: '/customers/contact-assignments/candidates',
  can: 'customers.assign_contact',
  summary: 'Who can become partner contact of several customers, and of which of them; those of the most first',
  query: {
    customers: IdsByComma(mostAsked)
      .optional()
      .meta({ description: `ids by comma, up to ${mostAsked}` }),
    q: z.string().max(100).optional(),
  },
  replies: { 200: z.strictObject({ items: z.array(z.strictObject({ ...Named.shape, customers: z.array(Id) })) }) },
})
