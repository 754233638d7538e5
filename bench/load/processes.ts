import { type ChildProcess, spawn } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'
import { setTimeout as pause } from 'node:timers/promises'
import { projectFolder } from '../../src/server/platform/project-folder.ts'

/** A server that the bench started, in a process of its own. */
export interface Served {
  port: number
  pid: number
  /** milliseconds from the start until the probe was answered with 200 */
  readyAfter: number
  stop(): Promise<void>
}

/** Starts a Node program as a server and waits until the probe is answered. */
export async function serve(
  program: string[],
  env: Record<string, string>,
  port: number,
  probe: (port: number) => Promise<boolean>,
): Promise<Served> {
  const start = performance.now()
  const child = spawn(process.execPath, program, {
    cwd: projectFolder,
    env: { ...process.env, ...env },
    stdio: ['ignore', 'ignore', 'inherit'],
  })
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()))
  while (!(await probe(port).catch(() => false))) {
    if (child.exitCode !== null) throw new Error(`${program.join(' ')} has ended`)
    await pause(5)
  }
  const readyAfter = performance.now() - start
  return { port, pid: pidOf(child), readyAfter, stop: () => stop(child, ended) }
}

async function stop(child: ChildProcess, ended: Promise<void>): Promise<void> {
  child.kill('SIGTERM')
  await ended
}

function pidOf(child: ChildProcess): number {
  if (child.pid === undefined) throw new Error('the process did not start')
  return child.pid
}

/** Processor time of a process in milliseconds; Linux only. */
export function processorTime(pid: number): number {
  return ticksOf(pid) * 10
}

/** Processor time of all processes of a PostgreSQL, those that ended left out. */
export function clusterTime(postmaster: number): Map<number, number> {
  const children = readdirSync('/proc').filter((name) => /^\d+$/.test(name) && parentOf(Number(name)) === postmaster)
  return new Map(children.map((pid) => [Number(pid), processorTime(Number(pid))]))
}

/** Milliseconds between two looks at a cluster. */
export function between(before: Map<number, number>, after: Map<number, number>): number {
  return [...after].reduce((sum, [pid, time]) => sum + time - (before.get(pid) ?? 0), 0)
}

/** Resident memory in MiB, now and at most. */
export function memoryOf(pid: number): { now: number; peak: number } {
  const text = readFileSync(`/proc/${pid}/status`, 'utf8')
  const read = (name: string) => Math.round(Number(new RegExp(`${name}:\\s+(\\d+)`).exec(text)?.[1] ?? 0) / 1024)
  return { now: read('VmRSS'), peak: read('VmHWM') }
}

// after the program's name, which may contain anything: state, parent, ...; utime and stime are the 12th and 13th
function statOf(pid: number): string[] {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'utf8')
    return text.slice(text.lastIndexOf(')') + 2).split(' ')
  } catch {
    return []
  }
}

function parentOf(pid: number): number {
  return Number(statOf(pid)[1] ?? 0)
}

function ticksOf(pid: number): number {
  const stat = statOf(pid)
  return Number(stat[11] ?? 0) + Number(stat[12] ?? 0)
}
