import {
  IconAdjustmentsHorizontal,
  IconBuildingStore,
  IconHistory,
  IconHome,
  IconMailbox,
  IconPalette,
  IconTableImport,
  IconUsers,
  type Icon as TablerIcon,
} from '@tabler/icons-react'
import type { ActingOrganization } from '../lib/session.tsx'
import { paths } from '../paths.ts'

type Key = 'home' | 'customers' | 'imports' | 'people' | 'audit' | 'outbox' | 'branding' | 'settings'

interface NavItem {
  key: Key
  icon: TablerIcon
  to: (handle: string) => string
  /** absent: always there */
  isOpen?: (organization: ActingOrganization) => boolean
}

interface NavGroup {
  key: 'main' | 'organization'
  items: readonly NavItem[]
}

/** Everything the navigation can show; an item stands there only if it exists and is open to the reader (ACC-5, ACC-6). */
export const navGroups: readonly NavGroup[] = [
  {
    key: 'main',
    items: [
      { key: 'home', icon: IconHome, to: paths.home },
      {
        key: 'customers',
        icon: IconBuildingStore,
        to: paths.customers,
        isOpen: (organization) => organization.isOpen('customers') && organization.may('customers.read'),
      },
    ],
  },
  {
    key: 'organization',
    items: [
      {
        key: 'imports',
        icon: IconTableImport,
        to: paths.imports,
        isOpen: (organization) => organization.isOpen('customers') && organization.may('customers.import'),
      },
      { key: 'people', icon: IconUsers, to: paths.people, isOpen: (organization) => organization.may('people.read') },
      { key: 'audit', icon: IconHistory, to: paths.audit, isOpen: (organization) => organization.may('audit.read') },
      { key: 'outbox', icon: IconMailbox, to: paths.outbox, isOpen: (organization) => organization.may('mails.read') },
      {
        key: 'branding',
        icon: IconPalette,
        to: paths.branding,
        isOpen: ({ organization }) => organization.can.brand.ok,
      },
      { key: 'settings', icon: IconAdjustmentsHorizontal, to: paths.settings },
    ],
  },
]
