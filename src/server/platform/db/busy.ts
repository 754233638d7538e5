// the server stops or starts, ended the connection, has too many; waited too long for a lock, or was in a deadlock
const sqlStates: unknown[] = [
  '57P01',
  '57P02',
  '57P03',
  '08000',
  '08001',
  '08003',
  '08004',
  '08006',
  '53300',
  '25P03',
  '55P03',
  '40P01',
]
const systemCodes: unknown[] = ['ECONNREFUSED', 'ECONNRESET', 'EPIPE', 'ETIMEDOUT']

// the driver has no codes for these
const sentences =
  /^(?:Connection terminated|timeout exceeded when trying to connect|Client has encountered a connection error|Client was closed and is not queryable|Cannot use a pool after calling end)/

/** Whether the database is away, overloaded or in the way of others for a moment: nothing is wrong with the request. */
export function isBusy(error: Error): boolean {
  const code = 'code' in error ? error.code : undefined
  return sqlStates.includes(code) || systemCodes.includes(code) || (code === undefined && sentences.test(error.message))
}
