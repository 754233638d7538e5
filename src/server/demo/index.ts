import { Transformer } from '@napi-rs/image'
import { hash } from '@node-rs/argon2'
import { sql } from 'kysely'
import { addDemoSignIn, type DemoLoader } from '../modules/installation/index.ts'
import { createOperator, logoKey } from '../modules/organizations/index.ts'
import type { Tx } from '../platform/db/database.ts'
import type { FileStore } from '../platform/files/store.ts'
import type { Draft } from './draft.ts'
import { type Ground, makeWorld } from './world.ts'

// everybody signs in with it, in a demo alone
const password = 'Sprotten-und-Labskaus-26'
// rows of one statement: enough to be quick, few enough for the memory of a small machine
const most = 1000

/**
 * Writes the demo world of `product.md` in the transaction that loads it: two operators with partners, people and customers,
 * always the same ones, with a past of the last weeks.
 */
export const loadDemo: DemoLoader = async (tx, services) => {
  const common = { currency: 'EUR', timeZone: 'Europe/Berlin' }
  const grounds = {
    nordlicht: await ground(tx, {
      ...common,
      name: 'Nordlicht Software AG',
      preset: 'vendor',
      handle: 'nordlicht-software-ag-m4t8qe',
    }),
    hanse: await ground(tx, {
      ...common,
      name: 'Hanse Distribution GmbH',
      preset: 'marketplace',
      handle: 'hanse-distribution-gmbh-7vk2ya',
    }),
  }
  for (const draft of makeWorld(grounds, await hash(password), services.now())) await write(tx, draft, services.files)
}

/** An operator with its roles. */
async function ground(tx: Tx, operator: Parameters<typeof createOperator>[1]): Promise<Ground> {
  // not within the operator before
  await sql`select access.leave()`.execute(tx)
  const { id, handle } = await createOperator(tx, operator)
  await sql`select access.enter_system(${id})`.execute(tx)
  const roles = await tx.selectFrom('roles').select(['id', 'key']).execute()
  return {
    operator: { id, name: operator.name, handle },
    roleIds: new Map(roles.flatMap((role) => (role.key ? [[role.key, role.id] as const] : []))),
  }
}

async function write(tx: Tx, draft: Draft, files: FileStore): Promise<void> {
  await sql`select access.enter_system(${draft.operatorId})`.execute(tx)
  for (const [table, rows] of Object.entries(draft.rows)) {
    for (let from = 0; from < rows.length; from += most) {
      const some = JSON.stringify(rows.slice(from, from + most))
      await sql`select access.demo_insert(${table}, ${some}::jsonb)`.execute(tx)
    }
  }
  for (const { id, logo } of draft.logos) {
    // drawn larger than it says, for screens of whatever density
    const picture = Transformer.fromSvg(logo.svg).resize(logo.width, logo.height)
    await files.put(logoKey(draft.operatorId, id), await picture.png())
  }
  for (const signIn of draft.signIns) await addDemoSignIn(tx, { ...signIn, password })
}
