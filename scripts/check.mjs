// npm run check: everything that can be said about the sources without running the portal. `-- --fix` formats them.
import { setUp } from './setup/index.mjs'
import { run, say } from './setup/run.mjs'

const projects = ['api', 'web', 'server', 'e2e']
const fix = process.argv.includes('--fix')

/** @type {[string, string[]][]} */
const checks = [
  ...projects.map((name) => typeCheck(name)),
  ['lint', ['node_modules/oxlint/bin/oxlint', '--deny-warnings']],
  ['format', ['node_modules/@biomejs/biome/bin/biome', 'format', ...(fix ? ['--write'] : [])]],
  ['structure', ['scripts/check/structure.ts']],
  ['unused', ['node_modules/knip/bin/knip.js']],
  ['generated files', ['scripts/generate.ts', '--check']],
  ['languages', ['scripts/check/languages.ts']],
]

const node = setUp()
const failed = []
for (const [name, parameters] of checks) {
  const start = performance.now()
  const code = await run(node, parameters)
  if (code !== 0) failed.push(name)
  say(`${code === 0 ? 'ok    ' : 'FAILED'} ${name} (${((performance.now() - start) / 1000).toFixed(1)} s)`)
}
say(failed.length > 0 ? `check: failed: ${failed.join(', ')}` : `check: all ${checks.length} ok`)
process.exitCode = failed.length > 0 ? 1 : 0

function typeCheck(project) {
  return [`types: ${project}`, ['node_modules/typescript/bin/tsc', '-p', `tsconfig.${project}.json`]]
}
