import { type OpenStream, openStream, quiet, type Rows } from './live.ts'
import type { Organization } from './factories.ts'
import { makeMember, type Member } from './members.ts'
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

const open = new Set<OpenStream>()

/** A new member of an organisation who listens at a server. */
export async function makeListener(
  portal: Portal,
  url: string,
  organization: Pick<Organization, 'id' | 'handle'>,
  given: Parameters<typeof makeMember>[2] = {},
): Promise<Listener> {
  const member = await makeMember(portal, organization, given)
  const listenAt = async (handle: string, cookie: string) => {
    const stream = await openStream(url, cookie, handle)
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

/** Closes all streams of a test. */
export function closeStreams(): void {
  for (const stream of open) stream.close()
  open.clear()
}

/** No id of any row. */
export const noRows: Rows = { changed: [], added: [], gone: [] }
