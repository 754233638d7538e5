import { z } from 'zod'
import { endpoint } from './endpoint.ts'
import { attr, Id, Named } from './shapes.ts'

/** What a customer has in common with one that is being typed. */
export const DuplicateReason = z.enum(['name', 'email', 'vatId'])
export type DuplicateReason = z.infer<typeof DuplicateReason>

const Duplicate = z.strictObject({
  id: Id,
  number: z.string(),
  name: z.string(),
  city: attr(z.string().nullable(), 'customer.city'),
  owner: attr(Named, 'customer.owner'),
  reasons: z.array(DuplicateReason),
})
export type Duplicate = z.infer<typeof Duplicate>

export const customerDuplicates = endpoint({
  name: 'customers.duplicates',
  method: 'get',
  path: '/customers/duplicates',
  can: 'customers.create',
  summary:
    'Customers in sight that a new one may be the same as: by name, domain of the e-mail address, VAT id (CUS-2)',
  query: {
    name: z.string().max(200).optional(),
    email: z.string().max(254).optional(),
    vatId: z.string().max(30).optional(),
    country: z.string().max(2).optional().meta({ description: 'of the new one: completes a VAT id without prefix' }),
  },
  replies: { 200: z.strictObject({ items: z.array(Duplicate), more: z.boolean() }) },
})
