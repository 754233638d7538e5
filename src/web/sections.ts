import { type ComponentType, lazy } from 'react'
import type { ActingOrganization } from './lib/session.tsx'

interface Section {
  key: string
  isOpen: (organization: ActingOrganization) => boolean
  Panel: ComponentType
}

const seesCustomers = (organization: ActingOrganization) =>
  organization.isOpen('customers') && organization.may('customers.read')

/** The one list of panels that stand on pages made of several features. */
export const sections: { home: readonly Section[] } = {
  home: [
    {
      key: 'customers',
      isOpen: seesCustomers,
      Panel: lazy(async () => ({ default: (await import('./features/home/customers-panel.tsx')).CustomersPanel })),
    },
    {
      key: 'opened',
      isOpen: seesCustomers,
      Panel: lazy(async () => ({ default: (await import('./features/home/opened-panel.tsx')).OpenedPanel })),
    },
  ],
}
