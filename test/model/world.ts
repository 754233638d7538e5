import { z } from 'zod'

export const ATTRIBUTES = [
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

/** The attributes that stand in a field of their own in a world, not among the values of the customer. */
const FIELDS = ['status', 'contact', 'manager', 'owner'] as const

export const PERMISSIONS = [
  'customers.read',
  'customers.create',
  'customers.update',
  'customers.assign_contact',
  'customers.import',
  'people.read',
  'people.manage',
  'audit.read',
  'imports.read',
  'mails.read',
  'tenants.work_as',
  'roles.read',
  'views.share',
  'organizations.brand',
] as const

export const EDITIONS = ['basic', 'standard_free', 'standard_paid', 'tenant_simple', 'tenant_country'] as const
const STATUSES = ['created', 'invited', 'active', 'suspended', 'closed'] as const
export const BUILT_IN_PARTNER_ROLES = ['administration', 'management', 'licensing', 'collaboration', 'buyer'] as const

const id = z.string().regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,59}$/, 'an id is 1 to 60 letters, digits, dots, dashes')
const day = z.iso.date()
const name = z.string().min(1)

const moduleAccess = z.strictObject({
  module: z.enum(['customers']),
  kind: z.enum(['partner', 'customer']),
  variant: z.string().min(1),
  roles: z.union([z.literal('*'), z.array(id)]),
})

const operator = z.strictObject({
  id,
  name,
  preset: z.enum(['vendor', 'marketplace']),
  moduleAccess: z.array(moduleAccess).optional(),
})

const organization = z.strictObject({
  id,
  operator: id,
  parent: id.nullable(),
  kind: z.enum(['operator', 'partner', 'customer']),
  site: z.boolean(),
  edition: z.enum(EDITIONS).optional(),
  version: z.string().min(1).optional(),
  status: z.enum(STATUSES),
  collaboration: z.boolean(),
  workAsBlocked: z.boolean(),
  logo: z.literal(true).optional(),
})

const role = z.strictObject({
  id,
  operator: id,
  audience: z.enum(['operator', 'partner', 'customer']),
  builtIn: z.enum(BUILT_IN_PARTNER_ROLES).optional(),
  permissions: z.array(z.enum(PERMISSIONS)),
  attributes: z.partialRecord(z.enum(ATTRIBUTES), z.enum(['hidden', 'read', 'write'])),
})

const membership = z.strictObject({
  id,
  person: id,
  organization: id,
  roles: z.array(id),
  visibility: z.enum(['all', 'own', 'none']),
  status: z.enum(['invited', 'active', 'ended']),
})

const customer = z.strictObject({
  id,
  operator: id,
  owner: id,
  contact: id.nullable(),
  manager: id.nullable(),
  organization: id.nullable(),
  status: z.enum(['customer', 'prospect']),
  values: z.partialRecord(z.enum(ATTRIBUTES).exclude(FIELDS), z.string().nullable()),
})

const share = z.strictObject({
  id,
  operator: id,
  customer: id,
  giver: id,
  grantee: id,
  level: z.enum(['read', 'write']),
  contact: id.nullable(),
  status: z.enum(['active', 'withdrawn']),
})

const audit = z.strictObject({
  id,
  operator: id,
  person: id,
  home: id,
  acting: id,
  action: z.string().min(1),
  customer: id.nullable(),
})

export const worldSchema = z.strictObject({
  today: day,
  operators: z.array(operator),
  organizations: z.array(organization),
  roles: z.array(role),
  persons: z.array(z.strictObject({ id, name })),
  memberships: z.array(membership),
  deputies: z.array(z.strictObject({ person: id, deputy: id, operator: id, from: day, to: day })),
  customers: z.array(customer),
  shares: z.array(share),
  history: z.array(z.strictObject({ id, customer: id, attribute: z.enum(ATTRIBUTES) })),
  audit: z.array(audit),
  imports: z.array(z.strictObject({ id, operator: id, organization: id, maker: id })),
  mails: z.array(z.strictObject({ id, operator: id, organization: id })),
  // worlds that were written before there were any say nothing of these
  views: z.array(z.strictObject({ id, operator: id, organization: id, maker: id, shared: z.boolean() })).default([]),
  settings: z.array(z.strictObject({ id, operator: id, organization: id, person: id })).default([]),
})

export type World = z.infer<typeof worldSchema>
export type Operator = World['operators'][number]
export type ModuleAccess = z.infer<typeof moduleAccess>
export type Module = ModuleAccess['module']
export type Organization = World['organizations'][number]
export type Role = World['roles'][number]
export type Membership = World['memberships'][number]
export type Visibility = Membership['visibility']
export type Customer = World['customers'][number]
export type Deputy = World['deputies'][number]
export type Share = World['shares'][number]
export type HistoryEntry = World['history'][number]
export type AuditEntry = World['audit'][number]
export type Import = World['imports'][number]
export type Mail = World['mails'][number]
export type SavedView = World['views'][number]
export type ListSettings = World['settings'][number]
export type Permission = (typeof PERMISSIONS)[number]
export type Attribute = (typeof ATTRIBUTES)[number]
export type Level = 'hidden' | 'read' | 'write'
