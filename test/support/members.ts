import type { Visibility } from '../../src/api/shapes.ts'
import { makeMembership, makePerson, type Organization, type Person } from './factories.ts'
import { type Browser, openBrowser, type Portal } from './portal.ts'

export interface Member {
  person: Person
  membership: string
  browser: Browser
}

/** What is particular to them; otherwise an administrator who sees everything. */
export interface MemberGiven {
  name?: string
  roles?: readonly string[]
  visibility?: Visibility
}

/** A new member of an organisation, signed in. */
export async function makeMember(
  portal: Portal,
  organization: Pick<Organization, 'id'>,
  given: MemberGiven = {},
): Promise<Member> {
  const person = await makePerson(portal.owner, given.name ? { name: given.name } : {})
  const membership = await makeMembership(portal.owner, organization, person, given)
  const browser = openBrowser(portal.server)
  await browser.signIn(person.login, person.password ?? '')
  return { person, membership, browser }
}

/** Built-in roles of an operator, id by key. */
export async function rolesOf(portal: Portal, operator: { id: string }): Promise<Record<string, string>> {
  const { rows } = await portal.owner.query<{ key: string; id: string }>(
    'select key, id from roles where operator_id = $1',
    [operator.id],
  )
  return Object.fromEntries(rows.map((row) => [row.key, row.id]))
}
