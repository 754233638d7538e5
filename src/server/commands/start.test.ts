import { existsSync } from 'node:fs'
import { chmod, mkdtemp, rm } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { readConfig } from '../platform/config.ts'
import { openLog } from '../platform/log.ts'
import { StartProblem } from '../platform/start-problem.ts'
import { start } from './start.ts'

test('a port that is taken is said in a sentence, and the embedded PostgreSQL is stopped again', async () => {
  const other = createServer()
  await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve))
  const address = other.address()
  const port = typeof address === 'object' && address ? address.port : 0
  const dataDir = await mkdtemp(join(tmpdir(), 'kontor-start-'))
  // under root, PostgreSQL runs as another user
  await chmod(dataDir, 0o755)
  onTestFinished(async () => {
    other.close()
    await rm(dataDir, { recursive: true, force: true })
  })
  const config = readConfig({ KONTOR_DATA: dataDir, PORT: String(port) })
  const started = start(config, openLog('silent'), { demo: false })
  await expect(started).rejects.toThrow(StartProblem)
  await expect(started).rejects.toThrow(`Port ${port} of 127.0.0.1 is taken`)
  expect(existsSync(join(dataDir, 'postgres'))).toBe(true)
  expect(existsSync(join(dataDir, 'postgres', 'postmaster.pid'))).toBe(false)
}, 60_000)
