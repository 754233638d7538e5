import type { z } from 'zod'
import { type Customer, customerAttributes } from '../../../api/customers.ts'
import type { Named } from '../../../api/shapes.ts'
import type { Actor } from '../../access/index.ts'
import type { Tx } from '../../platform/db/database.ts'
import { projectorOf } from '../../platform/http/project.ts'
import { Customer as CustomerShape } from '../../../api/customers.ts'
import { customerCan, decisionOfCustomer, namesFor, presentCustomer } from './customer-row.ts'
import { findCustomer } from './find-customer.ts'
import { visibleTexts } from './imported-texts.ts'
import { writeLevelsOf } from './write-levels.ts'

/** One customer with what this reader may do and write; attributes follow the row's own membership (ACC-10). */
export async function readCustomer(
  tx: Tx,
  actor: Actor,
  id: string,
): Promise<{ body: z.infer<typeof Customer>; hidden: ReadonlySet<string>; changedBy: Named | null }> {
  const record = await findCustomer(tx, id)
  const decision = decisionOfCustomer(actor, record)
  const names = await namesFor(tx, [record])
  const mayUpdate = customerCan(actor, record).update.ok
  const { hidden, readOnly } = writeLevelsOf(actor, decision, record)
  const writable = customerAttributes.filter(
    (key) => mayUpdate && !unwritable.has(key) && !hidden.has(`customer.${key}`) && !readOnly.has(`customer.${key}`),
  )
  const imported = visibleTexts(record, decision.hidden)
  const whole = { ...presentCustomer(actor, record, names), imported, writable }
  const body = projectorOf(CustomerShape)(whole, decision.hidden) as z.infer<typeof Customer>
  const changedBy = names.person(record.changed_by)
  // somebody who is nobody of this operator has no name here
  return { body, hidden: decision.hidden, changedBy: changedBy?.name ? changedBy : null }
}

// numbers are Kontor's, owner and people have verbs of their own, imported texts are read-only
const unwritable = new Set<string>(['number', 'owner', 'contact', 'manager', 'imported'])
