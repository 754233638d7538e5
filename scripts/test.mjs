// npm test: everything from a fresh clone to the last line, `N passed, N failed`.
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { build } from './setup/build.mjs'
import { findChromium } from './setup/chromium.mjs'
import { setUp } from './setup/index.mjs'
import { run } from './setup/run.mjs'

const node = setUp()
const chromium = findChromium()
// the browser tests use the portal as it is delivered
await build(node)

const folder = mkdtempSync(join(tmpdir(), 'kontor-report-'))
const report = join(folder, 'report.json')
const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`]
const code = await run(node, ['node_modules/vitest/vitest.mjs', 'run', ...reporters, ...process.argv.slice(2)], {
  env: { CHROMIUM: chromium },
})
const { passed, failed } = count()
rmSync(folder, { recursive: true })
process.stdout.write(`${passed} passed, ${failed} failed\n`)
process.exitCode = failed > 0 || passed === 0 ? 1 : 0

/** Tests, not files; a file that cannot even be loaded and an error outside any test are a failure each. */
function count() {
  try {
    const { numPassedTests, numFailedTests, testResults } = JSON.parse(readFileSync(report, 'utf8'))
    const unloaded = testResults.filter(
      ({ status, assertionResults }) => status === 'failed' && !assertionResults.length,
    )
    const failures = numFailedTests + unloaded.length
    return { passed: numPassedTests, failed: failures === 0 && code !== 0 ? 1 : failures }
  } catch {
    return { passed: 0, failed: 1 }
  }
}
