// The server as one file: starts faster than its sources and needs no TypeScript. Packages stay in node_modules.
import { build } from 'esbuild'
import { root } from './run.mjs'

await build({
  absWorkingDir: root,
  entryPoints: ['src/server/main.ts'],
  outfile: 'dist/server/main.js',
  bundle: true,
  format: 'esm',
  platform: 'node',
  target: 'node24',
  packages: 'external',
  sourcemap: true,
  logLevel: 'warning',
})
