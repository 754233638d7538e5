// of the system, and of PostgreSQL
const codes: unknown[] = ['ENOSPC', 'EDQUOT', '53100']

/** Whether a disk has no room, under the database or under the files, whose store wraps what the system says. */
export function isStorageFull(error: unknown): boolean {
  if (!(error instanceof Error)) return false
  return ('code' in error && codes.includes(error.code)) || isStorageFull(error.cause)
}
