import type { Language, Visibility } from '../../api/shapes.ts'
import { loginFor } from '../modules/identity/index.ts'
import { type Draft, idAt } from './draft.ts'
import type { Unit } from './organizations.ts'
import { firstNames, surnames, type Tongue } from './words/names.ts'

export interface Person {
  id: string
  name: string
  login: string
  email: string
}

/** A person in an organisation, as customers and their past need it. */
export interface Member {
  person: Person
  unit: Unit
  roles: readonly string[]
  visibility: Visibility
}

interface NewPerson {
  name: string
  /** behind the @ of the address */
  domain: string
  login?: string
  language?: Language
  status?: 'active' | 'invited'
}

/** A person with a login; everybody active has the one demo password. */
export function addPerson(draft: Draft, of: NewPerson): Person {
  const { dice, clock, taken } = draft
  const invited = of.status === 'invited'
  const since = clock.daysAgo(invited ? 4 : 200 + dice.under(900))
  const local = of.login ?? freeLogin(taken.logins, loginFor(of.name, `post@${of.domain}`))
  const person = { id: idAt(dice, since), name: of.name, login: local, email: `${local}@${of.domain}` }
  taken.logins.add(local)
  draft.rows.persons.push({
    id: person.id,
    login: person.login,
    email: person.email,
    name: person.name,
    password_hash: invited ? null : draft.passwordHash,
    email_verified_at: invited ? null : since,
    status: invited ? 'invited' : 'active',
    language: of.language ?? 'de',
    last_organization_id: null,
    last_sign_in_at: invited
      ? null
      : dice.chance(0.85)
        ? clock.daysAgo(
            dice.weighed([
              [5, 0],
              [3, 1 + dice.under(7)],
              [1, 8 + dice.under(60)],
            ]),
          )
        : null,
    created_at: since,
    changed_at: since,
  })
  return person
}

/** Makes a person a member of an organisation. */
export function addMember(
  draft: Draft,
  unit: Unit,
  person: Person,
  of: { roles: string[]; visibility: Visibility; status?: 'active' | 'invited'; by?: Person },
): Member & { id: string } {
  const { dice, clock, operatorId, rows } = draft
  const since = clock.daysAgo(of.status === 'invited' ? 4 : 100 + dice.under(100))
  const id = idAt(dice, since)
  rows.memberships.push({
    operator_id: operatorId,
    id,
    organization_id: unit.id,
    person_id: person.id,
    visibility: of.visibility,
    status: of.status ?? 'active',
    created_at: since,
    created_by: of.by?.id ?? null,
    changed_at: since,
  })
  for (const role of of.roles) {
    const roleId = draft.roleIds.get(role)
    if (!roleId) throw new Error(`there is no role ${role}`)
    rows.membership_roles.push({ operator_id: operatorId, membership_id: id, role_id: roleId })
  }
  return { id, person, unit, roles: of.roles, visibility: of.visibility }
}

/** A name that nobody in the installation signs in with yet. */
export function newName({ dice, taken }: Draft, tongue: Tongue): string {
  for (;;) {
    const name = `${dice.pick(firstNames[tongue])} ${dice.pick(surnames[tongue])}`
    if (!taken.logins.has(loginFor(name, ''))) return name
  }
}

/** Puts a sign-in on the sign-in page. */
export function listSignIn(draft: Draft, { person, unit, roles, visibility }: Member): void {
  draft.signIns.push({
    login: person.login,
    person: person.name,
    handle: unit.handle,
    organization: unit.name,
    roles: [...roles],
    visibility,
  })
}

/** Somebody with several memberships signs in to this organisation first. */
export function landAt(draft: Draft, person: Person, unit: Unit): void {
  const row = draft.rows.persons.find(({ id }) => id === person.id)
  if (row) row.last_organization_id = unit.id
}

function freeLogin(taken: ReadonlySet<string>, base: string): string {
  let login = base
  for (let number = 2; taken.has(login); number += 1) login = `${base}${number}`
  return login
}
