import { importFields } from '../../../api/imports.ts'
import type { Actor } from '../../access/index.ts'
import type { ImportRecord } from './find-import.ts'
import { mayImport } from './may-import.ts'

/** What somebody may undo of an import: what they may do by one. */
export interface UndoRights {
  readonly owner: string
  readonly mayRemove: boolean
  readonly mayRestore: boolean
  readonly mayAssignContact: boolean
  /** attributes that are not theirs to write (ACC-14) */
  readonly unwritable: readonly string[]
  /** who gives back what they took for themselves (CUS-7) */
  readonly self: string
}

/** @throws Refusal 403 */
export function undoRights(actor: Actor, { organizationId }: Pick<ImportRecord, 'organizationId'>): UndoRights {
  const { permissions, hidden, readOnly, kind } = mayImport(actor, organizationId)
  return {
    owner: organizationId,
    mayRemove: permissions.has('customers.create'),
    mayRestore: permissions.has('customers.update') && (actor.operator.partnerEdits || kind === 'operator'),
    mayAssignContact: permissions.has('customers.assign_contact'),
    // the contact has a rule of its own
    unwritable: [...importFields, 'imported']
      .filter((key) => key !== 'contact' || hidden.has('customer.contact'))
      .filter((key) => hidden.has(`customer.${key}`) || readOnly.has(`customer.${key}`)),
    self: actor.person.id,
  }
}
