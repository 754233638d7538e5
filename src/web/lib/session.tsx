import { createContext, type ReactNode, use, useMemo } from 'react'
import type { ResultOf } from '../../api/endpoint.ts'
import type { Me, readContext } from '../../api/identity.ts'
import type { Permission } from '../../api/permissions.ts'

export type Context = ResultOf<typeof readContext>

/** The reply of `readContext`, and the questions a page asks of it. */
export type ActingOrganization = Context & {
  handle: string
  may: (permission: Permission) => boolean
  isOpen: (module: string) => boolean
}

const MeContext = createContext<Me | null>(null)
const OrganizationContext = createContext<ActingOrganization | null>(null)

/** The signed-in person with their memberships. Only below the sign-in. */
export function useMe(): Me {
  const me = use(MeContext)
  if (me === null) throw new Error('useMe outside of a session')
  return me
}

/** The acting organisation: reply of `readContext`, `handle`, `may(permission)`, `isOpen(module)`. Only below `/o/:handle`. */
export function useOrganization(): ActingOrganization {
  const organization = use(OrganizationContext)
  if (organization === null) throw new Error('useOrganization outside of /o/:handle')
  return organization
}

/** The handle of the acting organisation, or null outside of one. */
export function useHandle(): string | null {
  return use(OrganizationContext)?.handle ?? null
}

/** Whether the reader manages the people of the acting organisation, and so is among those who give permissions (ACC-7). */
export function useGivesRoles(): boolean {
  return use(OrganizationContext)?.may('people.manage') ?? false
}

/** Puts the signed-in person around the app. */
export function MeProvider({ me, children }: { me: Me; children: ReactNode }) {
  return <MeContext value={me}>{children}</MeContext>
}

/** Puts the acting organisation around its pages. */
export function OrganizationProvider({ context, children }: { context: Context; children: ReactNode }) {
  const value = useMemo<ActingOrganization>(() => {
    const permissions = new Set<string>(context.permissions)
    const modules = new Set(context.modules)
    return {
      ...context,
      handle: context.organization.handle,
      may: (permission) => permissions.has(permission),
      isOpen: (module) => modules.has(module),
    }
  }, [context])
  return <OrganizationContext value={value}>{children}</OrganizationContext>
}
