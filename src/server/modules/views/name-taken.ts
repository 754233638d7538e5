import { type FieldCode, Refusal, type RefusalCode } from '../../platform/errors.ts'

const taken = new Map<unknown, { code: RefusalCode; field: FieldCode }>([
  ['saved_views_private_name', { code: 'views.name_taken', field: 'view_name_taken' }],
  ['saved_views_shared_name', { code: 'views.shared_name_taken', field: 'shared_view_name_taken' }],
])

/**
 * Writes a view whose name may be taken, which only the database knows for sure: others write at the same time. Whoever
 * runs into a name is offered the view that has it, so that it tells nothing new (LST-6, ACC-12).
 *
 * @throws Refusal 409 with the field
 */
export async function refusingTakenName<T>(write: Promise<T>): Promise<T> {
  try {
    return await write
  } catch (error) {
    const found = error instanceof Error && 'constraint' in error ? taken.get(error.constraint) : undefined
    if (!found) throw error
    throw new Refusal(found.code, { fields: [{ path: 'name', code: found.field }] })
  }
}
