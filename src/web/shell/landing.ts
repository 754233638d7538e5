import { redirect } from '@tanstack/react-router'
import { readMe } from '../../api/identity.ts'
import { readInstallation } from '../../api/installation.ts'
import { call } from '../lib/client.ts'
import { keyOf, queryClient } from '../lib/query.ts'
import { ApiProblem } from '../lib/problem.ts'
import { paths } from '../paths.ts'

/** Where `/` leads: to the set-up of an empty installation, to the sign-in, else to the organisation used last. */
export async function land(): Promise<void> {
  const installation = await call(readInstallation, {})
  if (installation.state !== 'ready') redirect({ href: paths.setUp(), replace: true, throw: true })
  redirect({ href: await ownHome(), replace: true, throw: true })
}

async function ownHome(): Promise<string> {
  try {
    const me = await queryClient.fetchQuery({ queryKey: keyOf(readMe, {}), queryFn: () => call(readMe, {}) })
    const first = me.memberships.find((membership) => membership.status === 'active')
    const handle = me.landing ?? first?.organization.handle
    return handle === undefined ? paths.account() : paths.home(handle)
  } catch (error) {
    if (error instanceof ApiProblem && error.status === 401) return paths.signIn()
    throw error
  }
}
