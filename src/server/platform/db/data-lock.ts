import { link, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { StartProblem } from '../start-problem.ts'
import { isAlive, startOf } from './process-identity.ts'

/** Somebody else works on the data folder. */
export class DataFolderInUse extends StartProblem {}

/**
 * Makes this process the only one that runs a database in the folder. A lock that a killed process left is taken over.
 *
 * @returns the function that gives the folder back
 * @throws DataFolderInUse naming the process that holds it
 */
export async function lockDataFolder(folder: string): Promise<() => Promise<void>> {
  const lock = join(folder, 'kontor.lock')
  const mine = JSON.stringify({ pid: process.pid, started: startOf(process.pid) })
  const draft = `${lock}.${process.pid}`
  await writeFile(draft, mine)
  try {
    for (let attempt = 0; attempt < 5; attempt += 1) {
      // a hard link appears complete or not at all
      if (await succeeds(link(draft, lock), 'EEXIST')) return () => release(lock, mine)
      const theirs = await readLock(lock)
      if (theirs === undefined) continue
      const holder = livingHolder(theirs)
      if (holder) {
        throw new DataFolderInUse(`Kontor is already running on ${folder} (process ${holder}). Stop it first.`)
      }
      await setAside(lock, theirs)
    }
    throw new DataFolderInUse(`Several starts are competing for ${folder}. Try again.`)
  } finally {
    await rm(draft, { force: true })
  }
}

function livingHolder(text: string): number | undefined {
  let holder: unknown
  try {
    holder = JSON.parse(text)
  } catch {
    return undefined
  }
  if (typeof holder !== 'object' || holder === null || !('pid' in holder) || !('started' in holder)) return undefined
  const pid = Number(holder.pid)
  return isAlive(pid) && startOf(pid) === holder.started ? pid : undefined
}

/** Removes a dead lock, unless another start has replaced it since it was read. */
async function setAside(lock: string, expected: string): Promise<void> {
  const aside = `${lock}.dead.${process.pid}`
  if (!(await succeeds(rename(lock, aside), 'ENOENT'))) return
  if ((await readLock(aside)) !== expected) await succeeds(link(aside, lock), 'EEXIST')
  await rm(aside, { force: true })
}

async function release(lock: string, mine: string): Promise<void> {
  if ((await readLock(lock)) === mine) await rm(lock, { force: true })
}

async function readLock(file: string): Promise<string | undefined> {
  try {
    return await readFile(file, 'utf8')
  } catch {
    return undefined
  }
}

async function succeeds(action: Promise<void>, tolerated: string): Promise<boolean> {
  try {
    await action
    return true
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === tolerated) return false
    throw error
  }
}
