import { createHash } from 'node:crypto'
import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Config } from '../config.ts'
import { isAlive, startOf } from '../db/process-identity.ts'

/** A folder for files on their way, readable for the portal's user alone. */
export interface Scratch {
  readonly path: string
  readonly remove: () => Promise<void>
}

type Installation = Pick<Config, 'dataDir'>

/** Makes a folder in the temporary folder of the machine. Its name says whose it is: the installation, and the process. */
export async function makeScratch(of: Installation): Promise<Scratch> {
  const path = await mkdtemp(join(tmpdir(), `${beginningFor(of)}${process.pid}-${short(startOf(process.pid))}-`))
  return { path, remove: () => rm(path, { recursive: true, force: true }) }
}

/** Removes what processes of this installation have left that are no longer alive; others may be at work beside this one. */
export async function removeLeftovers(of: Installation): Promise<void> {
  const beginning = beginningFor(of)
  // a folder that can't be listed shows nothing that is left, and may well take what is new
  for (const name of await readdir(tmpdir()).catch(() => [])) {
    const [pid = '', start] = name.startsWith(beginning) ? name.slice(beginning.length).split('-') : []
    // an id alone is given out again
    const isLeft = /^\d+$/.test(pid) && !(isAlive(Number(pid)) && short(startOf(Number(pid))) === start)
    // another user's can't be removed, and the portal starts nevertheless
    if (isLeft) await rm(join(tmpdir(), name), { recursive: true, force: true }).catch(() => undefined)
  }
}

function beginningFor({ dataDir }: Installation): string {
  return `kontor-${short(dataDir)}-`
}

function short(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 8)
}
