import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { mkdir, rename, rm, stat } from 'node:fs/promises'
import { basename } from 'node:path'
import { expect, test, vi } from 'vitest'
import { makeScratch, removeLeftovers } from './scratch.ts'

const here = { dataDir: `/data/${crypto.randomUUID()}` }

/** The same folder as if another process had made it. */
async function asIfOf(path: string, pid: number | undefined, start?: string): Promise<string> {
  const [kontor, installation, , own, random] = basename(path).split('-')
  const other = path.replace(basename(path), [kontor, installation, pid, start ?? own, random].join('-'))
  await rename(path, other)
  return other
}

test('a folder for files on their way is of the portal alone, and goes when it is done', async () => {
  const { path, remove } = await makeScratch(here)
  expect((await stat(path)).mode & 0o777).toBe(0o700)
  await mkdir(`${path}/full`)
  await remove()
  expect(existsSync(path)).toBe(false)
})

test('a temporary folder that cannot be listed shows nothing that is left, and keeps nobody from starting', async () => {
  vi.stubEnv('TMPDIR', '/nowhere')
  await removeLeftovers(here)
  vi.unstubAllEnvs()
})

test('what a killed process has left is removed; what a living one works on, and other installations, are not', async () => {
  const child = spawn(process.execPath, ['-e', ''])
  await once(child, 'exit')
  const dead = await asIfOf((await makeScratch(here)).path, child.pid)
  // its id was given out again since
  const before = await asIfOf((await makeScratch(here)).path, process.pid, '00000000')
  const living = await makeScratch(here)
  const elsewhere = await asIfOf((await makeScratch({ dataDir: `${here.dataDir}-2` })).path, child.pid)
  await removeLeftovers(here)
  expect([dead, before, living.path, elsewhere].map((path) => existsSync(path))).toEqual([false, false, true, true])
  await living.remove()
  await rm(elsewhere, { recursive: true })
})
