import { execFileSync } from 'node:child_process'
import { readFileSync, readlinkSync } from 'node:fs'

/** Whether anything has this process id: ours or not, running or dead and not collected. */
export function answers(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    // EPERM: it exists and belongs to somebody else
    return error instanceof Error && 'code' in error && error.code === 'EPERM'
  }
}

/** Whether a process with this id runs. In a container nobody may collect the dead, and they keep their id. */
export function isAlive(pid: number): boolean {
  if (!answers(pid)) return false
  try {
    return process.platform !== 'linux' || processFields(pid)[0] !== 'Z'
  } catch {
    return false
  }
}

/**
 * When the process started, in whatever form the system tells it. Together with the id it names one process for good:
 * ids alone are given out again, in containers within seconds. Empty where the system does not tell.
 */
export function startOf(pid: number): string {
  try {
    if (process.platform === 'linux') {
      const boot = readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim()
      return `${boot}/${processFields(pid)[19]}`
    }
    if (process.platform === 'win32') return ''
    return execFileSync('ps', ['-o', 'lstart=', '-p', String(pid)], { encoding: 'utf8' }).trim()
  } catch {
    return ''
  }
}

/** Whether the process is a PostgreSQL server on this data folder. */
export function isPostgresOn(pid: number, cluster: string): boolean {
  if (!isAlive(pid)) return false
  try {
    // the server makes its data folder the current folder
    if (process.platform === 'linux') return readlinkSync(`/proc/${pid}/cwd`) === cluster
    if (process.platform === 'win32') return true
    return execFileSync('ps', ['-o', 'command=', '-p', String(pid)], { encoding: 'utf8' }).includes(cluster)
  } catch {
    return false
  }
}

/** Linux only: what the kernel tells about a process, from its state (`R`, `S`, `Z` ...) on. */
function processFields(pid: number): string[] {
  // the name of the program stands before it in brackets and may itself contain blanks and brackets
  return readFileSync(`/proc/${pid}/stat`, 'utf8')
    .replace(/^.*\) /s, '')
    .split(' ')
}
