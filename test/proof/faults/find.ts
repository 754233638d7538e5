import { spawn } from 'node:child_process'
import { z } from 'zod'
import { requested } from '../report.ts'
import type { Tree } from './tree.ts'

/** What became of a fault. `broken`: the portal does not even start, so nothing was proved. */
export type Outcome = { outcome: 'found'; by: string } | { outcome: 'missed' } | { outcome: 'broken'; why: string }

const Proved = z.object({
  disagreements: z.array(
    z.object({
      world: z.string(),
      channel: z.string(),
      about: z.string(),
      model: z.string(),
      says: z.string(),
      request: z.object({
        person: z.string(),
        organization: z.string(),
        across: z.boolean().optional(),
        viewAs: z.string().optional(),
      }),
    }),
  ),
})

/** Compares generated worlds in a broken tree, until something disagrees. */
export async function findByWorlds(tree: Tree, { worlds, seed }: { worlds: number; seed: number }): Promise<Outcome> {
  const flags = ['--worlds', `${worlds}`, '--seed', `${seed}`, '--http', '6', '--first', '--json']
  const { out, error } = await runIn(tree, ['scripts/prove.ts', ...flags])
  const line = out.trim().split('\n').at(-1) ?? ''
  if (!line.startsWith('{')) return { outcome: 'broken', why: error.slice(0, 600) }
  const [first] = Proved.parse(JSON.parse(line)).disagreements
  if (!first) return { outcome: 'missed' }
  const { request, ...said } = first
  const asked = requested({
    person: request.person,
    organization: request.organization,
    ...(request.across !== undefined && { across: request.across }),
    ...(request.viewAs !== undefined && { viewAs: request.viewAs }),
  })
  return {
    outcome: 'found',
    by: `${said.world}: ${asked}: ${said.about}: model ${said.model}, ${said.channel} ${said.says}`,
  }
}

/** Runs tests in a broken tree. */
export async function findByTests(tree: Tree, paths: readonly string[]): Promise<Outcome> {
  const { out, error, code } = await runIn(tree, ['node_modules/vitest/vitest.mjs', 'run', '--bail', '1', ...paths])
  if (code === 0) return { outcome: 'missed' }
  const failed = /FAIL\s+(?<name>.+)/.exec(out + error)?.groups?.['name']
  return failed ? { outcome: 'found', by: failed } : { outcome: 'broken', why: (error || out).slice(0, 600) }
}

interface Ran {
  code: number | null
  out: string
  error: string
}

function runIn({ folder }: Tree, parameters: string[]): Promise<Ran> {
  const child = spawn(process.execPath, parameters, { cwd: folder, env: { ...process.env, NO_COLOR: '1', CI: 'true' } })
  const ran: Ran = { code: null, out: '', error: '' }
  child.stdout.on('data', (chunk: Buffer) => {
    ran.out += chunk.toString()
  })
  child.stderr.on('data', (chunk: Buffer) => {
    ran.error += chunk.toString()
  })
  return new Promise((resolve, reject) => {
    child.once('error', reject)
    child.once('close', (code) => resolve({ ...ran, code }))
  })
}
