import type { Import } from '../../../api/imports.ts'

/** Whether the server is at work on it: only then it is asked again and again. */
export function isMoving({ status, undo }: Pick<Import, 'status' | 'undo'>): boolean {
  return isUndoing({ undo }) || status === 'checking' || status === 'running' || status === 'cancelling'
}

/** Whether it is being undone (IMP-5). */
export function isUndoing({ undo }: Pick<Import, 'undo'>): boolean {
  return undo?.status === 'running'
}

/** Whether there are rows with results: the dry run came to its end. */
export function wasChecked({ status, counts }: Pick<Import, 'status' | 'counts'>): boolean {
  return status !== 'checking' && counts.create + counts.update + counts.unchanged + counts.error > 0
}

/** Whether it ended while it was taken over: some of its rows stand (IMP-5). */
export function isHalfTaken({ status, taken }: Pick<Import, 'status' | 'taken'>): boolean {
  return taken && (status === 'cancelled' || status === 'failed')
}

type ShownStatus = Import['status'] | 'stopped' | 'undoing' | 'undone' | 'partly'

/** The states as a reader knows them: a cancelled import was discarded, or stopped while it was taken over; undone, or some of it. */
export function shownStatus(record: Import): ShownStatus {
  const { undo } = record
  if (undo?.status === 'running') return 'undoing'
  if (undo) return undo.status === 'done' && undo.kept + undo.unseen === 0 ? 'undone' : 'partly'
  return record.status === 'cancelled' && record.taken ? 'stopped' : record.status
}
