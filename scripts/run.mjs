// Runs a TypeScript file of the clone with the right Node: node scripts/run.mjs bench/bench.ts --short
import { setUp } from './setup/index.mjs'
import { run } from './setup/run.mjs'

process.exitCode = await run(setUp(), process.argv.slice(2))
