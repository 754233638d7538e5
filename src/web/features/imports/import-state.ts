import type { Import } from '../../../api/imports.ts'

/** Whether the server is at work on it: only then it is asked again and again. */
export function isMoving({ status }: Pick<Import, 'status'>): boolean {
  return status === 'checking' || status === 'running'
}

/** Whether there are rows with results: the dry run came to its end. */
export function wasChecked({ status, counts }: Pick<Import, 'status' | 'counts'>): boolean {
  return status !== 'checking' && counts.create + counts.update + counts.unchanged + counts.error > 0
}

type Progress = Pick<Import, 'status' | 'counts' | 'done' | 'failure'>

/** Whether it ended while it was taken over: some of its rows stand, and the images to undo them (IMP-5). */
export function isHalfTaken(record: Progress): boolean {
  const { status, done, failure } = record
  const ended = status === 'cancelled' ? done < record.counts.total : status === 'failed' && failure !== 'failed_rows'
  return ended && wasChecked(record) && done > 0
}

/** Whether encoding, delimiter and mapping can still be corrected (IMP-2). */
export function isOpen(record: Progress): boolean {
  return record.status !== 'running' && record.status !== 'done' && !isHalfTaken(record)
}

/** The states as a reader knows them: a cancelled import was discarded, or stopped while it was taken over. */
export function shownStatus(record: Import): Import['status'] | 'stopped' {
  const stopped = record.status === 'cancelled' && wasChecked(record) && record.done < record.counts.total
  return stopped ? 'stopped' : record.status
}

/** The rows that are taken over: all valid ones (IMP-4). */
export function validRows({ counts }: Pick<Import, 'counts'>): number {
  return counts.total - counts.error
}
