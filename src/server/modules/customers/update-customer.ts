import type { CustomerChange } from '../../../api/customers.ts'
import type { Allowed } from '../../../api/shapes.ts'
import type { Actor } from '../../access/index.ts'
import type { Tx } from '../../platform/db/database.ts'
import { Refusal } from '../../platform/errors.ts'
import type { Services } from '../../platform/services.ts'
import { asColumns, checkFields, refuseLocked, todayFor } from './check-fields.ts'
import { asRefusal } from './create-customer.ts'
import { readCustomer } from './customer-detail.ts'
import { customerCan, decisionOfCustomer } from './customer-row.ts'
import { findCustomer } from './find-customer.ts'
import { writeLevelsOf } from './write-levels.ts'

/**
 * Changes master data (CUS-5), or makes a prospect a customer by hand (CUS-3).
 *
 * @throws Refusal 404, 403 with the reason of `can`, 409 with what stands now and who changed it, 422 naming every field
 */
export async function updateCustomer(
  tx: Tx,
  actor: Actor,
  services: Services,
  id: string,
  revision: number,
  given: CustomerChange,
): Promise<void> {
  const record = await findCustomer(tx, id)
  const can = customerCan(actor, record)
  const onlyStatus = Object.keys(given).every((key) => key === 'status')
  refuse(onlyStatus ? can.changeStatus : can.update)
  const levels = writeLevelsOf(actor, decisionOfCustomer(actor, record), record)
  refuseLocked(given, levels)
  if ('status' in given) refuse(can.changeStatus)
  if (record.revision !== revision) throw await stale(tx, actor, id)
  const { requiredCustomerFields: required } = actor.operator
  const values = checkFields({
    given,
    stored: record,
    required,
    hidden: levels.hidden,
    today: todayFor(actor, services.now()),
  })
  if (Object.keys(values).length === 0) return
  try {
    const { numUpdatedRows } = await tx
      .updateTable('customers')
      .set(asColumns(values))
      .where('id', '=', id)
      .where('revision', '=', revision)
      .executeTakeFirst()
    if (numUpdatedRows === 0n) throw await stale(tx, actor, id)
  } catch (error) {
    throw asRefusal(error)
  }
}

/** A locked attribute is refused by its name instead (ACC-16). */
function refuse({ ok, why }: Allowed): void {
  if (ok || why === 'access.attribute_locked') return
  throw new Refusal(why === 'access.shared_read_only' ? why : 'access.permission_missing')
}

/** The second of two editors is told what stands now and who wrote it; nothing is overwritten. */
async function stale(tx: Tx, actor: Actor, id: string): Promise<Refusal> {
  const { body, changedBy } = await readCustomer(tx, actor, id)
  return new Refusal('request.revision_stale', {
    current: { ...body, changedBy },
    vars: { name: changedBy?.name ?? '' },
  })
}
