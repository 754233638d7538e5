import { z } from 'zod'
import { Import } from './imports.ts'
import { endpoint } from './endpoint.ts'
import { OrganizationNode } from './organizations.ts'
import { attr, Id, Named } from './shapes.ts'

const found = <T extends z.ZodType>(item: T) => z.strictObject({ items: z.array(item), more: z.boolean() })

const FoundCustomer = z.strictObject({
  id: Id,
  number: z.string(),
  name: z.string(),
  city: attr(z.string().nullable(), 'customer.city'),
})
const FoundPerson = z.strictObject({
  id: Id.meta({ description: 'membership' }),
  name: z.string(),
  email: z.string(),
  organization: Named,
})
const FoundOrganization = OrganizationNode.pick({
  id: true,
  handle: true,
  name: true,
  kind: true,
  site: true,
  entry: true,
})
const FoundImport = Import.pick({ id: true, file: true, status: true, organization: true, createdAt: true })

/** What the search of the command palette finds, by kind; a kind that is closed or not permitted is absent (ACC-5). */
export const search = endpoint({
  name: 'home.search',
  method: 'get',
  path: '/search',
  can: 'member',
  summary: 'Search every kind of record for the command palette: a few rows each, by the rules of their lists',
  query: { q: z.string().trim().max(200).default('').meta({ description: 'nothing typed finds nothing' }) },
  replies: {
    200: z.strictObject({
      customers: found(FoundCustomer).optional(),
      people: found(FoundPerson).optional(),
      organizations: found(FoundOrganization),
      imports: found(FoundImport).optional(),
    }),
  },
})
