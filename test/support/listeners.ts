import { afterEach, beforeAll, expect } from 'vitest'
import type { Organization } from './factories.ts'
import { portalFixture } from './fixtures.ts'
import { listenOn, type OpenStream, openStream, quiet, type Rows, urlOf } from './live.ts'
import { makeMember, type Member, type MemberGiven } from './members.ts'
import type { Portal } from './portal.ts'

/** A member with an open event stream. */
export interface Listener extends Member {
  stream: OpenStream
  /** opens another one */
  listen: () => Promise<OpenStream>
  /** opens one in another organisation */
  listenIn: (handle: string) => Promise<OpenStream>
  /** opens one of another session */
  listenAs: (cookie: string) => Promise<OpenStream>
}

/** Who listens: of one organisation, unless another one is named. */
export interface ListenerGiven extends MemberGiven {
  of?: Pick<Organization, 'id' | 'handle'>
}

const open = new Set<OpenStream>()

/** A portal that listens, for the tests of a file; each ends with its streams closed and without a warning. */
export function listeningFixture(options?: Parameters<typeof portalFixture>[0]): Portal {
  const portal = portalFixture(options)
  beforeAll(async () => {
    await listenOn(portal.server)
  })
  afterEach(() => {
    for (const stream of open) stream.close()
    open.clear()
    expect(portal.log).toEqual([])
  })
  return portal
}

/** A new member of an organisation who listens at a portal. */
export async function makeListener(
  portal: Portal,
  organization: Pick<Organization, 'id' | 'handle'>,
  given: MemberGiven = {},
): Promise<Listener> {
  const member = await makeMember(portal, organization, given)
  const listenAt = async (handle: string, cookie: string) => {
    const stream = await openStream(urlOf(portal.server), cookie, handle)
    open.add(stream)
    return stream
  }
  const listenIn = (handle: string) => listenAt(handle, member.browser.cookie)
  const listenAs = (cookie: string) => listenAt(organization.handle, cookie)
  const listen = () => listenIn(organization.handle)
  return { ...member, listen, listenIn, listenAs, stream: await listen() }
}

/** Everything that their setting up has told is forgotten. */
export async function settle(...listeners: Listener[]): Promise<void> {
  await quiet()
  for (const { stream } of listeners) stream.forget()
}

/** No id of any row. */
export const noRows: Rows = { changed: [], added: [], gone: [] }
