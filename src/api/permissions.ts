/** Parts of the product that an operator opens and closes by its module access (ACC-5). Everything else is always open. */
export const modules = ['customers'] as const
export type Module = (typeof modules)[number]

/** Every permission, once (ACC-6). Its sentence in both languages is `permissions.json` of the catalogues. */
export const permissions = [
  'customers.read',
  'customers.create',
  'customers.update',
  'customers.assign_contact',
  'customers.import',
  'people.read',
  'people.manage',
  'roles.read',
  'organizations.brand',
  'audit.read',
  'imports.read',
  'mails.read',
  'tenants.work_as',
  'views.share',
] as const
export type Permission = (typeof permissions)[number]

const gated: Partial<Record<string, Module>> = { customers: 'customers' }

/** The module whose gate (ACC-5) stands before a permission; null: always open. */
export function moduleOf(permission: Permission): Module | null {
  return gated[permission.slice(0, permission.indexOf('.'))] ?? null
}

type Audience = 'operator' | 'partner' | 'customer'

interface BuiltInRole {
  key: string
  audience: Audience
  permissions: readonly Permission[]
  /** attributes that may be read only, and those that are not shown (ACC-14) */
  readOnly?: readonly string[]
  hidden?: readonly string[]
}

// what the partner notes about its customer; on both roles, for with several the highest level counts
const keptByPartner: Pick<BuiltInRole, 'readOnly' | 'hidden'> = {
  readOnly: ['customer.status', 'customer.customerSince'],
  hidden: ['customer.externalId'],
}

const reading: readonly Permission[] = ['customers.read', 'people.read', 'roles.read']

/** The built-in roles and what they may (ACC-7). Names: `roles.json` of the catalogues. */
export const builtInRoles: readonly BuiltInRole[] = [
  { key: 'operator_administration', audience: 'operator', permissions },
  {
    key: 'channel_manager',
    audience: 'operator',
    permissions: [
      ...reading,
      'customers.create',
      'customers.update',
      'customers.assign_contact',
      'people.manage',
      'tenants.work_as',
      'views.share',
    ],
  },
  {
    key: 'data_management',
    audience: 'operator',
    permissions: [...reading, 'customers.create', 'customers.update', 'customers.import'],
  },
  { key: 'support', audience: 'operator', permissions: [...reading, 'tenants.work_as'] },
  { key: 'administration', audience: 'partner', permissions: permissions.filter((p) => p !== 'mails.read') },
  {
    key: 'management',
    audience: 'partner',
    permissions: permissions.filter((p) => p !== 'mails.read' && p !== 'tenants.work_as' && p !== 'imports.read'),
  },
  { key: 'licensing', audience: 'partner', permissions: reading },
  { key: 'collaboration', audience: 'partner', permissions: reading },
  { key: 'buyer', audience: 'partner', permissions: [...reading, 'customers.create', 'customers.update'] },
  {
    key: 'customer_administrator',
    audience: 'customer',
    permissions: [
      'customers.read',
      'customers.update',
      'people.read',
      'people.manage',
      'roles.read',
      'organizations.brand',
      'audit.read',
    ],
    ...keptByPartner,
  },
  { key: 'customer_user', audience: 'customer', permissions: ['customers.read'], ...keptByPartner },
]
