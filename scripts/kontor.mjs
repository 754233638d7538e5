#!/usr/bin/env node
// The command line: `npm run kontor -- verify`. Works beside a running portal.
import { join } from 'node:path'
import { build } from './setup/build.mjs'
import { setUp } from './setup/index.mjs'
import { root, run } from './setup/run.mjs'
import flags from './setup/server-flags.json' with { type: 'json' }

const node = setUp()
await build(node)
process.exitCode = await run(
  node,
  [...flags, join(root, 'dist/server/main.js'), ...process.argv.slice(2)],
  // files are named from where the person stands, and the data are the portal's, wherever that is
  { cwd: process.env.INIT_CWD ?? process.cwd(), env: { KONTOR_DATA: process.env.KONTOR_DATA ?? join(root, 'data') } },
)
