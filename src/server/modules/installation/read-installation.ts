import { sql } from 'kysely'
import type { z } from 'zod'
import type * as api from '../../../api/installation.ts'
import type { Tx } from '../../platform/db/database.ts'
import { Refusal } from '../../platform/errors.ts'

interface State {
  state: 'empty' | 'loading' | 'ready'
  demo: boolean
  operators: string[]
}

/** Whether the installation is empty, a demo or in use, and its operators by name. */
export async function readInstallation(tx: Tx): Promise<State> {
  const { rows } = await sql<State>`select state, demo, operators from access.installation_state()`.execute(tx)
  const [row] = rows
  if (!row) throw new Error('the installation has no state')
  return row
}

type SignIn = z.input<(typeof api.readDemo.replies)[200]>['items'][number]

/** @throws Refusal 404 where this is no demo */
export async function readDemo(tx: Tx): Promise<SignIn[]> {
  const { demo } = await readInstallation(tx)
  if (!demo) throw new Refusal('request.not_found')
  const { rows } = await sql<Omit<SignIn, 'organization'> & { handle: string; organization: string }>`
    select login, password, person, handle, organization, roles, visibility from access.demo_sign_ins()`.execute(tx)
  return rows.map(({ handle, organization, ...row }) => ({ ...row, organization: { handle, name: organization } }))
}
