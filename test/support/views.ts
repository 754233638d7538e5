import { beforeEach } from 'vitest'
import type { Visibility } from '../../src/api/shapes.ts'
import { SavedView } from '../../src/api/views.ts'
import { makeMembership, makeOperator, makePartner, makePerson, type Operator, type Organization } from './factories.ts'
import { makeMember, type Member } from './members.ts'
import { openBrowser, type Portal } from './portal.ts'

/** A view of customers of one place, as its maker sees it. */
export const hamburg = {
  filter: { city: { contains: 'Ham' } },
  sort: '-city',
  columns: [{ key: 'name', width: 300 }, { key: 'city' }],
}

/** An operator with staff, a partner and its site. */
export interface ViewScene {
  operator: Operator
  partner: Organization
  site: Organization
  staff: Member
}

/** One for each test of a file. As with the fixtures of a portal, the object is there at once. */
export function viewFixture(portal: Portal): ViewScene {
  const scene = {} as ViewScene
  beforeEach(async () => {
    const operator = await makeOperator(portal.owner)
    const partner = await makePartner(portal.owner, operator)
    const site = await makePartner(portal.owner, operator, { name: 'Standort Kiel', parent: partner.id, site: true })
    Object.assign(scene, { operator, partner, site, staff: await makeMember(portal, operator) })
  })
  return scene
}

type Place = Pick<Organization, 'handle'>

/** A path of the list of customers. */
export const listPath = (of: Place, rest: string): string => `/o/${of.handle}/customers${rest}`

/** Saves a view; a private one of Hamburg, or what is asked for. */
export async function saveView({ browser }: Member, of: Place, change: object = {}): Promise<SavedView> {
  const body = { name: 'Hamburg', shared: false, state: hamburg, ...change }
  return SavedView.parse((await browser.call('POST', listPath(of, '/views'), body)).body)
}

/** The views that somebody is offered. */
export async function offeredViews({ browser }: Member, of: Place): Promise<SavedView[]> {
  const { body } = await browser.call('GET', listPath(of, '/views'))
  return SavedView.array().parse(body['items'])
}

/** Their names. */
export const namesOffered = async (member: Member, of: Place): Promise<string[]> =>
  (await offeredViews(member, of)).map(({ name }) => name)

/** Somebody of the partner with a role of their own that hides these attributes. */
export async function makeViewReader(
  portal: Portal,
  { operator, partner }: ViewScene,
  given: { visibility?: Visibility; hidden?: readonly string[]; language?: 'de' | 'en' },
): Promise<Member> {
  const { visibility = 'all', hidden = [], language = 'de' } = given
  const key = `rolle-${visibility}-${hidden.join('-')}`
  await portal.owner.query(
    `insert into roles (operator_id, key, audience, name, permissions, hidden_attributes)
       values ($1, $2, 'partner', $2, '{customers.read}', $3)`,
    [operator.id, key, hidden.map((attribute) => `customer.${attribute}`)],
  )
  const person = await makePerson(portal.owner, { language })
  const membership = await makeMembership(portal.owner, partner, person, { visibility, roles: [key] })
  const browser = openBrowser(portal.server)
  await browser.signIn(person.login, person.password ?? '')
  return { person, membership, browser }
}
