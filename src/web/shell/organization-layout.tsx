import { Outlet, useParams } from '@tanstack/react-router'
import { useEffect, useMemo } from 'react'
import { readContext, readMe } from '../../api/identity.ts'
import { currentLanguage, speak } from '../lib/i18n.ts'
import { useLiveStream } from '../lib/live.ts'
import { useCall } from '../lib/query.ts'
import { rememberOrganization } from '../lib/recent.ts'
import { type Context, MeProvider, OrganizationProvider } from '../lib/session.tsx'
import { shownKind } from '../lib/shown-kind.ts'
import { TimeZoneContext } from '../lib/use-format.ts'
import { ErrorPage } from './error-page.tsx'
import { Shell } from './shell.tsx'
import { ShellSkeleton } from './shell-skeleton.tsx'

/** Everything below `/o/:handle`: who is signed in, what they may in this organisation, then the page. */
export function OrganizationLayout() {
  const { handle } = useParams({ from: '/o/$handle' })
  const me = useCall(readMe, {}, { staleTime: 60_000 })
  const context = useCall(readContext, { organization: handle }, { staleTime: 30_000 })
  const personId = me.data?.person.id
  useRemembered(personId, context.data)
  useSpokenLanguage(me.data?.person.language)
  useLiveStream(context.data?.organization.handle, context.data?.across ?? false)
  const error = me.error ?? context.error
  if (me.data === undefined || context.data === undefined)
    return error ? <ErrorPage error={error} /> : <ShellSkeleton />
  return (
    <MeProvider me={me.data}>
      <TimeZoneContext value={me.data.person.timeZone}>
        <OrganizationProvider context={context.data} key={handle}>
          <Shell>
            <Outlet />
          </Shell>
        </OrganizationProvider>
      </TimeZoneContext>
    </MeProvider>
  )
}

function useRemembered(personId: string | undefined, context: Context | undefined): void {
  const organization = useMemo(() => context?.organization, [context])
  useEffect(() => {
    if (personId === undefined || organization === undefined) return
    const { handle, name } = organization
    rememberOrganization(personId, { handle, name, kind: shownKind(organization) })
  }, [personId, organization])
}

function useSpokenLanguage(language: Parameters<typeof speak>[0] | undefined): void {
  useEffect(() => {
    if (language !== undefined && language !== currentLanguage()) void speak(language)
  }, [language])
}
