import { z } from 'zod'
import { CustomerCan } from './customers.ts'
import { endpoint } from './endpoint.ts'
import { Id } from './shapes.ts'
import { Why, whyQuery } from './why.ts'

export const customerActions = CustomerCan.keyof()
export type CustomerAction = z.infer<typeof customerActions>

export const customerWhy = endpoint({
  name: 'customers.why',
  method: 'get',
  path: '/customers/:customerId/why',
  can: 'customers.read',
  summary:
    'Why somebody sees this customer, an attribute of it, or may do something with it (ACC-18); about others for those who manage them',
  params: { customerId: Id },
  across: true,
  query: { across: z.enum(['memberships']).optional(), ...whyQuery, action: customerActions.optional() },
  replies: { 200: Why },
})
