// npm start: everything from a fresh clone to a running portal.
import { build } from './setup/build.mjs'
import { setUp } from './setup/index.mjs'
import { run } from './setup/run.mjs'
import flags from './setup/server-flags.json' with { type: 'json' }

const node = setUp()
await build(node)
process.exitCode = await run(node, [...flags, 'dist/server/main.js', 'start', ...process.argv.slice(2)])
