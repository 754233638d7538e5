import { readFileSync, statSync } from 'node:fs'
import { dirname } from 'node:path'
import { StartProblem } from '../start-problem.ts'

/** An account of the operating system that PostgreSQL's programs run under. */
export interface Account {
  uid: number
  gid: number
}

/**
 * The account for PostgreSQL, which refuses to run as root: whoever owns the cluster already, else `postgres`, else
 * `nobody`. Undefined where the portal is not root: then PostgreSQL runs as the same user.
 */
export function accountFor(existingCluster: string | undefined): Account | undefined {
  if (process.getuid?.() !== 0) return undefined
  const owner = existingCluster && statSync(existingCluster, { throwIfNoEntry: false })
  if (owner && owner.uid !== 0) return { uid: owner.uid, gid: owner.gid }
  const accounts = readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .map((line) => line.split(':'))
  for (const wanted of ['postgres', 'nobody']) {
    const found = accounts.find(([name]) => name === wanted)
    if (found) return { uid: Number(found[2]), gid: Number(found[3]) }
  }
  throw new StartProblem(
    'PostgreSQL does not run as root and this machine has no user "postgres" or "nobody". ' +
      'Start Kontor as an ordinary user, or set DATABASE_URL to a PostgreSQL of your own.',
  )
}

/** Whether the account can enter the folder: every folder on the way lets it through. */
export function canEnter(account: Account, folder: string): boolean {
  const status = statSync(folder)
  const bit = status.uid === account.uid ? 0o100 : status.gid === account.gid ? 0o010 : 0o001
  if ((status.mode & bit) === 0) return false
  const parent = dirname(folder)
  return parent === folder || canEnter(account, parent)
}
