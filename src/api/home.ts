import { z } from 'zod'
import { CustomerRow } from './customers.ts'
import { endpoint } from './endpoint.ts'
import { Import } from './imports.ts'
import { OrganizationNode } from './organizations.ts'
import { Id, Named } from './shapes.ts'

const found = <T extends z.ZodType>(item: T) => z.strictObject({ items: z.array(item), more: z.boolean() })

const FoundCustomer = CustomerRow.pick({ id: true, number: true, name: true, city: true, owner: true, decidedBy: true })
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

/** What the search of the command palette finds, by kind; a kind that is closed, not permitted or not listed across is absent (ACC-5, ACC-10). */
export const search = endpoint({
  name: 'home.search',
  method: 'get',
  path: '/search',
  can: 'member',
  summary:
    'Search every kind of record for the command palette: a few rows each, by the rules of their lists; across, those that can be listed so',
  across: true,
  query: {
    q: z.string().trim().max(200).default('').meta({ description: 'nothing typed finds nothing' }),
    across: z.enum(['memberships']).optional(),
  },
  replies: {
    200: z.strictObject({
      customers: found(FoundCustomer).optional(),
      people: found(FoundPerson).optional(),
      organizations: found(FoundOrganization).optional(),
      imports: found(FoundImport).optional(),
    }),
  },
})
