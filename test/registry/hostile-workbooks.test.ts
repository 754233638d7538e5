import { execFile } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { z } from 'zod'
import de from '../../src/locales/de/errors.json' with { type: 'json' }
import { hostileFiles } from '../support/hostile-workbooks.ts'

const run = promisify(execFile)
const script = join(import.meta.dirname, '..', 'support', 'read-hostile.ts')
const Outcome = z.object({ code: z.string().nullable(), seconds: z.number(), worked: z.number(), grown: z.number() })
let folder: string

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'kontor-hostile-'))
})
afterAll(() => rm(folder, { recursive: true, force: true }))

test('IMP-8 there are twenty of them', () => {
  expect(Object.keys(hostileFiles).length).toBeGreaterThanOrEqual(20)
})

test.each(Object.keys(hostileFiles))(
  'IMP-8 %s is refused with a remedy, or read, within 10 s and 256 MiB',
  async (name) => {
    const path = join(folder, 'kunden.xlsx')
    await run(process.execPath, [script, name, 'write', path])
    const { stdout } = await run(process.execPath, [script, name, 'read', path])
    const { code, worked, grown } = Outcome.parse(JSON.parse(stdout))
    expect(code).toBe(hostileFiles[name]?.code)
    // processor time: the machine may be busy with other tests
    expect(worked).toBeLessThan(10)
    expect(grown).toBeLessThan(256)
    expect([null, ...Object.keys(de)]).toContain(code === null ? null : `field_file_${code}`)
  },
  120_000,
)
