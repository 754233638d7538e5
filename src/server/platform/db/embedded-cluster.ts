import { execFile } from 'node:child_process'
import { createHash, randomBytes } from 'node:crypto'
import { existsSync } from 'node:fs'
import { appendFile, chown, mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { promisify } from 'node:util'
import { z } from 'zod'
import { StartProblem } from '../start-problem.ts'
import { type Account, accountFor, canEnter } from './embedded-account.ts'
import { type Binaries, findBinaries } from './embedded-binaries.ts'

const run = promisify(execFile)

// what the portal remembers about its PostgreSQL, in postgres.json of the data folder
const State = z.object({
  cluster: z.string(),
  port: z.number().optional(),
  superuserPassword: z.string(),
  ownerPassword: z.string(),
})
type State = z.infer<typeof State>

/** A PostgreSQL data folder with everything that is needed to start it. */
export interface Cluster {
  folder: string
  cluster: string
  account: Account | undefined
  binaries: Binaries
  state: State
}

/** The cluster of a data folder; a new one is made where there is none. */
export async function openCluster(folder: string): Promise<Cluster> {
  const remembered = await readState(folder)
  const account = accountFor(remembered && resolve(folder, remembered.cluster))
  const outside = account !== undefined && !canEnter(account, folder)
  const binaries = await findBinaries(account, outside ? '/var/lib/kontor' : folder)
  const state = remembered ?? {
    cluster: outside ? outsidePlace(folder) : 'postgres',
    superuserPassword: randomBytes(24).toString('base64url'),
    ownerPassword: randomBytes(24).toString('base64url'),
  }
  const opened = { folder, cluster: resolve(folder, state.cluster), account, binaries, state }
  if (!existsSync(opened.cluster)) await create(opened)
  await checkUsable(opened)
  return opened
}

/** What is remembered about the PostgreSQL of a data folder; undefined where none was made. */
export async function readState(folder: string): Promise<State | undefined> {
  const file = join(folder, 'postgres.json')
  return existsSync(file) ? State.parse(JSON.parse(await readFile(file, 'utf8'))) : undefined
}

/** Remembers the state, readable for the portal's user alone since it holds passwords. */
export async function writeState(folder: string, state: State): Promise<void> {
  const file = join(folder, 'postgres.json')
  await writeFile(`${file}.new`, `${JSON.stringify(state, null, 2)}\n`, { mode: 0o600 })
  await rename(`${file}.new`, file)
}

/** Runs one of PostgreSQL's programs under the cluster's account. */
export async function runProgram(
  { account }: Pick<Cluster, 'account'>,
  program: string,
  parameters: string[],
  workingFolder: string,
): Promise<string> {
  // PGDATA, PGPORT and the like of the person's shell must not reach it, and its messages must be English
  const kept = Object.entries(process.env).filter(([name]) => !/^(PG|LC_|LANG)/.test(name))
  const env = { ...Object.fromEntries(kept), LC_ALL: 'C' }
  const { stdout } = await run(program, parameters, { cwd: workingFolder, env, ...account })
  return stdout
}

// a random tail: a data folder that was deleted may have left its cluster there
function outsidePlace(folder: string): string {
  const hash = createHash('sha256').update(folder).digest('hex').slice(0, 12)
  return join('/var/lib/kontor', `${hash}-${randomBytes(3).toString('hex')}`)
}

async function create(opened: Cluster): Promise<void> {
  // renamed when complete, so that a start that was interrupted leaves no half cluster behind
  const unfinished = `${opened.cluster}.new`
  const passwordFile = `${unfinished}.password`
  await mkdir(join(opened.cluster, '..'), { recursive: true, mode: 0o755 })
  try {
    await writeFile(passwordFile, opened.state.superuserPassword, { mode: 0o600 })
    if (opened.account) await chown(passwordFile, opened.account.uid, opened.account.gid)
    await initialise(opened, unfinished, passwordFile)
  } finally {
    await rm(passwordFile, { force: true })
  }
  await appendFile(join(unfinished, 'postgresql.conf'), "\ninclude 'kontor.conf'\n")
  await writeState(opened.folder, opened.state)
  await rename(unfinished, opened.cluster)
}

async function initialise(opened: Cluster, target: string, passwordFile: string): Promise<void> {
  let failure: unknown
  for (const locale of localeChoices()) {
    await rm(target, { recursive: true, force: true })
    await mkdir(target, { mode: 0o700 })
    if (opened.account) await chown(target, opened.account.uid, opened.account.gid)
    const common = ['-D', target, '-U', 'postgres', '-E', 'UTF8', '-A', 'scram-sha-256', `--pwfile=${passwordFile}`]
    try {
      await runProgram(opened, opened.binaries.initdb, [...common, '--no-instructions', ...locale], target)
      return
    } catch (error) {
      failure = error
    }
  }
  throw failure
}

/**
 * German order by default where the build knows ICU. The system's own locale must be a UTF-8 one all the same: under
 * `C` the trigram search drops every umlaut.
 */
function localeChoices(): string[][] {
  const names = { linux: ['C.UTF-8', 'en_US.UTF-8'], win32: ['en-US'] }
  const own = process.platform === 'linux' || process.platform === 'win32' ? names[process.platform] : ['en_US.UTF-8']
  return [
    ...own.map((name) => ['--locale-provider=icu', '--icu-locale=de-DE', `--locale=${name}`]),
    ...own.map((name) => ['--locale-provider=builtin', '--builtin-locale=C.UTF-8', `--locale=${name}`]),
  ]
}

async function checkUsable({ cluster, account, binaries, state, folder }: Cluster): Promise<void> {
  if (!existsSync(join(cluster, 'PG_VERSION'))) {
    throw new StartProblem(`${cluster}, named in ${join(folder, 'postgres.json')}, is not a PostgreSQL data folder.`)
  }
  if (account && !canEnter(account, join(cluster, '..'))) {
    throw new StartProblem(
      `PostgreSQL does not run as root, and the user it runs as cannot reach ${state.cluster} in ${folder}. ` +
        'Move the folder back where it was, or start Kontor as an ordinary user.',
    )
  }
  const written = (await readFile(join(cluster, 'PG_VERSION'), 'utf8')).trim()
  const programs = /\d+/.exec((await run(binaries.postgres, ['--version'])).stdout)?.[0]
  if (written !== programs) {
    throw new StartProblem(
      `The data in ${cluster} was written by PostgreSQL ${written}, and this Kontor brings PostgreSQL ${programs}. ` +
        'Make a backup with the older Kontor and import it into an empty data folder.',
    )
  }
}
