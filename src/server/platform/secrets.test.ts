import { mkdtemp, readdir, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { readSecret } from './secrets.ts'

test('a secret is made once, whoever asks first, and only the portal’s user can read it', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'kontor-secrets-'))
  try {
    const answers = await Promise.all(Array.from({ length: 8 }, () => readSecret(folder, 'runtime')))
    expect(new Set(answers).size).toBe(1)
    expect(answers[0]).toMatch(/^[\w-]{43}$/)
    expect(await readSecret(folder, 'runtime')).toBe(answers[0])
    expect(await readSecret(folder, 'other')).not.toBe(answers[0])
    expect(await readdir(folder)).toEqual(['other.secret', 'runtime.secret'])
    expect((await stat(join(folder, 'runtime.secret'))).mode & 0o777).toBe(0o600)
  } finally {
    await rm(folder, { recursive: true })
  }
})
