import { sql } from 'kysely'
import type { Visibility } from '../../../api/shapes.ts'
import type { Tx } from '../../platform/db/database.ts'
import { Refusal } from '../../platform/errors.ts'
import type { Services } from '../../platform/services.ts'

/** The port that the demo world fills: it writes everything in this transaction, as long as the installation is loading. */
export type DemoLoader = (tx: Tx, services: Services) => Promise<void>

const ports: { loadDemo?: DemoLoader } = {}

/** Work of higher modules in the transactions of this one; `app.ts` fills it. */
export function fillPorts(given: { loadDemo: DemoLoader }): void {
  Object.assign(ports, given)
}

/** A sign-in that the demo shows on its sign-in page. */
export interface DemoSignIn {
  login: string
  password: string
  person: string
  handle: string
  organization: string
  /** keys of roles */
  roles: string[]
  visibility: Visibility
}

/**
 * Loads the demo world into an empty installation: everything or nothing, and once, whoever asks at the same time.
 *
 * @throws Refusal 409 installation.not_empty
 */
export async function loadDemoWorld(services: Services): Promise<void> {
  const { database } = services
  const load = ports.loadDemo
  if (!load) throw new Error('the port loadDemo is not filled')
  // committed on its own, so that others see that it is being loaded
  if (!(await database.outside((tx) => advance(tx, 'empty', 'loading', false))))
    throw new Refusal('installation.not_empty')
  try {
    await database.outside(async (tx) => {
      await sql`select access.hold_installation()`.execute(tx)
      await load(tx, services)
      await advance(tx, 'loading', 'ready', true)
    })
  } catch (error) {
    await database.outside((tx) => advance(tx, 'loading', 'empty', false))
    throw error
  }
}

/** Lists a sign-in of the demo world; works only while it is being loaded. */
export async function addDemoSignIn(tx: Tx, of: DemoSignIn): Promise<void> {
  await sql`select access.add_demo_sign_in(${of.login}, ${of.password}, ${of.person}, ${of.handle}, ${of.organization},
    ${of.roles}::text[], ${of.visibility})`.execute(tx)
}

/** @returns false where the installation was in another state */
export async function advance(
  tx: Tx,
  before: 'empty' | 'loading',
  after: 'empty' | 'loading' | 'ready',
  demo: boolean,
): Promise<boolean> {
  const { rows } = await sql<{
    advanced: boolean
  }>`select access.advance_installation(${before}, ${after}, ${demo}) as advanced`.execute(tx)
  return rows[0]?.advanced ?? false
}
