import { z } from 'zod'
import { endpoint } from './endpoint.ts'
import { Id, Time } from './shapes.ts'

/** Figures for the start page. */
export const customerOverview = endpoint({
  name: 'customers.overview',
  method: 'get',
  path: '/customers/overview',
  can: 'customers.read',
  summary: 'Counts for the start page: customers, prospects, without contact, my own; each opens its list',
  across: true,
  query: { across: z.enum(['memberships']).optional() },
  replies: {
    200: z.strictObject({
      customers: z.int().nullable(),
      prospects: z.int().nullable(),
      withoutContact: z.int().nullable(),
      mine: z.int().nullable(),
      recent: z.array(z.strictObject({ id: Id, name: z.string(), changedAt: Time })),
    }),
  },
})
