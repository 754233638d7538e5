import { execFile } from 'node:child_process'
import { cp, mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { projectFolder } from '../../../src/server/platform/project-folder.ts'
import type { Fault } from './fault.ts'

/** A copy of the sources in which something can be broken. */
export interface Tree {
  folder: string
  remove(): Promise<void>
}

const folders = ['src', 'db', 'test', 'scripts', 'docs']

/** Copies what runs and what tests it; the installed packages are the clone's. */
export async function copyTree(): Promise<Tree> {
  const folder = await mkdtemp(join(tmpdir(), 'kontor-fault-'))
  const files = (await readdir(projectFolder, { withFileTypes: true })).filter((entry) => entry.isFile())
  for (const name of [...folders, ...files.map((file) => file.name)])
    await cp(join(projectFolder, name), join(folder, name), { recursive: true })
  await symlink(join(projectFolder, 'node_modules'), join(folder, 'node_modules'))
  return { folder, remove: () => rm(folder, { recursive: true, force: true }) }
}

/**
 * Plants a fault of the list.
 *
 * @throws Error where its line does not stand in the file exactly once: the list is out of date
 */
export async function plant({ folder }: Tree, { name, file, line, becomes }: Fault): Promise<void> {
  const path = join(folder, file)
  const [before, after, ...more] = (await readFile(path, 'utf8')).split(line)
  if (before === undefined || after === undefined || more.length > 0)
    throw new Error(`${name}: its line does not stand in ${file} exactly once`)
  await writeFile(path, `${before}${becomes}${after}`)
}

/** Plants a foreign fault: a unified diff. @throws Error where it does not apply */
export async function plantPatch({ folder }: Tree, file: string): Promise<void> {
  await promisify(execFile)('git', ['apply', '--whitespace=nowarn', file], { cwd: folder })
}
