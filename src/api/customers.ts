import { z } from 'zod'
import { endpoint } from './endpoint.ts'
import { list } from './lists.ts'
import { Allowed, attr, Day, Id, Name, Named, Time } from './shapes.ts'

export const CustomerStatus = z.enum(['customer', 'prospect'])
export type CustomerStatus = z.infer<typeof CustomerStatus>

/** Every attribute of a customer that a role can hide or lock; number and name can't be hidden (ACC-14). */
export const customerAttributes = [
  'number',
  'name',
  'externalId',
  'status',
  'email',
  'phone',
  'website',
  'street',
  'postalCode',
  'city',
  'state',
  'country',
  'industry',
  'vatId',
  'contact',
  'manager',
  'customerSince',
  'owner',
  'imported',
] as const
export type CustomerAttribute = (typeof customerAttributes)[number]
export const neverHidden: readonly CustomerAttribute[] = ['number', 'name']

/** Branches of trade; words are `customers.json` → `industry.<key>`. */
export const industries = [
  'agriculture',
  'construction',
  'crafts',
  'education',
  'energy',
  'finance',
  'food',
  'health',
  'hospitality',
  'industry',
  'it',
  'legal',
  'logistics',
  'media',
  'property',
  'public',
  'retail',
  'services',
  'utilities',
  'other',
] as const

const text = (max: number) => z.string().trim().min(1).max(max)

export const CustomerCan = z.strictObject({ update: Allowed, assignContact: Allowed, changeStatus: Allowed })

export const CustomerRow = z.strictObject({
  id: Id,
  revision: z.int(),
  number: z.string(),
  name: z.string(),
  externalId: attr(z.string().nullable(), 'customer.externalId'),
  status: attr(CustomerStatus, 'customer.status'),
  owner: attr(Named, 'customer.owner'),
  contact: attr(Named.nullable(), 'customer.contact'),
  manager: attr(Named.nullable(), 'customer.manager'),
  street: attr(z.string().nullable(), 'customer.street'),
  postalCode: attr(z.string().nullable(), 'customer.postalCode'),
  city: attr(z.string().nullable(), 'customer.city'),
  state: attr(z.string().nullable(), 'customer.state'),
  country: attr(z.string().nullable(), 'customer.country'),
  phone: attr(z.string().nullable(), 'customer.phone'),
  email: attr(z.string().nullable(), 'customer.email'),
  website: attr(z.string().nullable(), 'customer.website'),
  industry: attr(z.string().nullable(), 'customer.industry'),
  vatId: attr(z.string().nullable(), 'customer.vatId'),
  customerSince: attr(Day.nullable(), 'customer.customerSince'),
  createdAt: Time,
  changedAt: Time,
  /** organisation of the reader's membership that decides this row, where it is not the acting one (ACC-10) */
  decidedBy: Id.nullable(),
  can: CustomerCan,
})
export type CustomerRow = z.infer<typeof CustomerRow>

const column = (
  key: CustomerAttribute,
  type: 'text' | 'date' | 'choice' | 'reference',
  width: number,
  visible: boolean,
  more: object = {},
) => ({
  key,
  type,
  width,
  visible,
  attribute: `customer.${key}`,
  sortable: true,
  filterable: true,
  ...more,
})

export const customerList = list({
  key: 'customers',
  path: '/customers',
  can: 'customers.read',
  row: CustomerRow,
  defaultSort: 'name',
  across: true,
  columns: [
    column('number', 'text', 76, true, { searchable: true }),
    column('name', 'text', 300, true, { searchable: true }),
    column('status', 'choice', 108, true, { choices: CustomerStatus.options }),
    column('owner', 'reference', 132, true),
    column('contact', 'reference', 160, true),
    column('postalCode', 'text', 80, false, { searchable: true }),
    column('city', 'text', 160, true, { searchable: true }),
    column('country', 'choice', 130, false),
    column('street', 'text', 200, false, { searchable: true }),
    column('state', 'text', 150, false),
    column('phone', 'text', 138, true, { searchable: true }),
    column('email', 'text', 220, false, { searchable: true }),
    column('website', 'text', 180, false),
    column('industry', 'choice', 150, false, { choices: industries }),
    column('vatId', 'text', 140, false, { searchable: true }),
    column('externalId', 'text', 120, false, { searchable: true }),
    column('manager', 'reference', 170, false),
    column('customerSince', 'date', 130, false),
    { key: 'createdAt', type: 'time', width: 120, visible: false, sortable: true, filterable: true },
    { key: 'changedAt', type: 'time', width: 130, visible: true, sortable: true, filterable: true },
  ],
})

/** Address and master data as they are typed. Formats that depend on the country are rules of the write, not of the shape. */
const masterData = {
  name: Name(200),
  status: CustomerStatus,
  externalId: text(60).nullable(),
  email: text(254).nullable(),
  phone: text(60).nullable(),
  website: text(200).nullable(),
  street: text(200).nullable(),
  postalCode: text(20).nullable(),
  city: text(100).nullable(),
  state: text(60).nullable(),
  country: z
    .string()
    .regex(/^[A-Z]{2}$/)
    .nullable()
    .meta({ description: 'ISO 3166-1 alpha-2' }),
  industry: z.enum(industries).nullable(),
  vatId: text(30).nullable(),
  customerSince: Day.nullable(),
}

export const NewCustomer = z.strictObject({
  ...z.strictObject(masterData).partial().shape,
  name: masterData.name,
  status: CustomerStatus,
  owner: Id.optional().meta({ description: 'owning organisation; absent: the acting one' }),
  contact: Id.nullable().optional(),
})
export type NewCustomer = z.infer<typeof NewCustomer>

/** Absent keeps, null clears. */
export const CustomerChange = z.strictObject(masterData).partial()
export type CustomerChange = z.infer<typeof CustomerChange>

export const Customer = z.strictObject({
  ...CustomerRow.shape,
  /** columns of an import that Kontor has no field for (IMP-3) */
  imported: attr(z.record(z.string(), z.string()), 'customer.imported'),
  /** the attributes this reader may write on this record */
  writable: z.array(z.string()),
})
export type Customer = z.infer<typeof Customer>

const customerId = { customerId: Id }
const across = { across: z.enum(['memberships']).optional() }

export const createCustomer = endpoint({
  name: 'customers.create',
  method: 'post',
  path: '/customers',
  can: 'customers.create',
  summary: 'Create a customer or prospect (CUS-2)',
  body: NewCustomer,
  replies: { 201: z.strictObject({ id: Id, number: z.string(), visible: z.boolean() }) },
})

export const customerForm = endpoint({
  name: 'customers.form',
  method: 'get',
  path: '/customers/form',
  can: 'customers.create',
  summary: 'What the dialog for a new customer needs: required fields, owners to choose from, possible contacts',
  query: {
    owner: Id.optional().meta({
      description: 'the chosen owner; absent: the acting organisation, or the first of those to choose from',
    }),
    q: z.string().max(100).optional().meta({ description: 'searches the owners' }),
    contact: z.string().max(100).optional().meta({ description: 'searches the contacts' }),
  },
  replies: {
    200: z.strictObject({
      required: z.array(z.string()),
      /** at most 200, the chosen one first; further ones are found by `q` */
      owners: z.array(Named),
      moreOwners: z.boolean(),
      /** at most 200, oneself first; further ones are found by `contact` */
      contacts: z.array(Named),
      moreContacts: z.boolean(),
      /** whether the contact may be chosen; else the creator becomes it, or nobody (CUS-7) */
      mayAssign: z.boolean(),
    }),
  },
})

export const readCustomer = endpoint({
  name: 'customers.read',
  method: 'get',
  path: '/customers/:customerId',
  can: 'customers.read',
  summary: 'One customer',
  params: customerId,
  across: true,
  query: across,
  replies: { 200: Customer },
})

export const updateCustomer = endpoint({
  name: 'customers.update',
  method: 'patch',
  path: '/customers/:customerId',
  can: 'customers.update',
  summary: 'Change master data (CUS-5); needs If-Match',
  params: customerId,
  body: CustomerChange,
  replies: { 200: Customer },
})

export const assignContact = endpoint({
  name: 'customers.assignContact',
  method: 'put',
  path: '/customers/:customerId/contact',
  can: 'customers.assign_contact',
  summary: 'Assign the partner contact (CUS-7); needs If-Match',
  params: customerId,
  body: z.strictObject({ contact: Id.nullable() }),
  replies: { 200: z.strictObject({ visible: z.boolean(), contact: Named.nullable(), revision: z.int() }) },
})

export const contactCandidates = endpoint({
  name: 'customers.contactCandidates',
  method: 'get',
  path: '/customers/:customerId/contact/candidates',
  can: 'customers.assign_contact',
  summary: 'Active members who can become partner contact',
  params: customerId,
  query: { q: z.string().max(100).optional() },
  replies: { 200: z.strictObject({ items: z.array(Named) }) },
})

export const HistoryEntry = z.strictObject({
  id: Id,
  at: Time,
  person: z.string(),
  /** set while working as: the organisation the person came from */
  from: z.string().nullable(),
  action: z.enum(['created', 'changed', 'imported', 'restored']),
  changes: z.array(
    z.strictObject({ attribute: z.string(), before: z.string().nullable(), after: z.string().nullable() }),
  ),
})

export const customerHistory = endpoint({
  name: 'customers.history',
  method: 'get',
  path: '/customers/:customerId/history',
  can: 'customers.read',
  summary: 'What changed on this record, by whom; only attributes the reader may read',
  params: customerId,
  across: true,
  query: { ...across, before: Id.optional(), limit: z.coerce.number().int().min(1).max(100).default(30) },
  replies: { 200: z.strictObject({ items: z.array(HistoryEntry), more: z.boolean() }) },
})
