import { sql } from 'kysely'
import type { BodyOf } from '../../../api/endpoint.ts'
import type { setUp as endpoint } from '../../../api/installation.ts'
import type { Language, Named } from '../../../api/shapes.ts'
import type { Tx } from '../../platform/db/database.ts'
import { Refusal } from '../../platform/errors.ts'
import { emit } from '../../platform/jobs/outbox.ts'
import type { Services } from '../../platform/services.ts'
import { mintPasswordLink, registerPerson } from '../identity/index.ts'
import { createMembership, createOperator, createOrganization } from '../organizations/index.ts'
import { advance } from './load-demo.ts'
import { tryCode } from './setup-code.ts'

type SetUp = BodyOf<typeof endpoint>

interface Done {
  login: string
  link: string
  operator: Named
}

/**
 * Sets up an empty installation: operator with roles and module access, first administrator, if wanted a first partner with
 * its administrator. Everything or nothing; of two at once one wins.
 *
 * @returns the password link of the first administrator, which is shown once and stored only hashed (PPL-2)
 * @throws Refusal 409 installation.not_empty; 403 for a wrong code; 422 for a time zone that does not exist
 */
export async function setUp(services: Services, input: SetUp, language: Language): Promise<Done> {
  const { database } = services
  if (!isTimeZone(input.timeZone))
    throw new Refusal('fields.invalid', { fields: [{ path: 'timeZone', code: 'time_zone_invalid' }] })
  // on its own, so that it counts
  const refused = await database.outside((tx) => tryCode(tx, input.code))
  if (refused) throw refused
  return database.outside(async (tx) => {
    if (!(await advance(tx, 'empty', 'loading', false))) throw new Refusal('installation.not_empty')
    const operator = await createOperator(tx, {
      name: input.operator,
      preset: input.preset,
      currency: input.currency,
      timeZone: input.timeZone,
    })
    await sql`select access.enter_system(${operator.id})`.execute(tx)
    const habits = { language, timeZone: input.timeZone }
    const administrator = await firstMember(
      tx,
      operator.id,
      operator.id,
      'operator_administration',
      input.administrator,
      habits,
    )
    const token = await mintPasswordLink(tx, administrator.personId, 'first', {
      membershipId: administrator.membershipId,
    })
    if (input.partner) await firstPartner(tx, services, operator.id, input.partner, habits)
    await advance(tx, 'loading', 'ready', false)
    return {
      login: await loginOf(tx, administrator.personId),
      link: `${services.config.url}/password#${token}`,
      operator: { id: operator.id, name: input.operator },
    }
  })
}

/** What the first people begin with (PPL-10). */
type Habits = { language: Language; timeZone: string }

async function firstPartner(
  tx: Tx,
  services: Services,
  operatorId: string,
  partner: NonNullable<SetUp['partner']>,
  habits: Habits,
) {
  const { name, edition } = partner
  const organization = await createOrganization(tx, {
    operatorId,
    parentId: operatorId,
    kind: 'partner',
    name,
    edition,
  })
  const { membershipId } = await firstMember(
    tx,
    operatorId,
    organization.id,
    'administration',
    partner.administrator,
    habits,
  )
  await emit(tx, services, { operatorId, kind: 'membership.invited', payload: { membershipId } })
}

async function firstMember(
  tx: Tx,
  operatorId: string,
  organizationId: string,
  role: string,
  person: SetUp['administrator'],
  habits: Habits,
) {
  const { personId } = await registerPerson(tx, { ...person, ...habits })
  const membershipId = await createMembership(tx, {
    operatorId,
    organizationId,
    personId,
    roles: [role],
    visibility: 'all',
    status: 'invited',
  })
  return { personId, membershipId }
}

async function loginOf(tx: Tx, personId: string): Promise<string> {
  const { rows } = await sql<{ login: string }>`select access.first_login(${personId}) as login`.execute(tx)
  return rows[0]?.login ?? ''
}

function isTimeZone(name: string): boolean {
  try {
    return Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone !== ''
  } catch {
    return false
  }
}
