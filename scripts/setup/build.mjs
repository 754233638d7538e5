import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { fail, root, run, say } from './run.mjs'

const sources = ['src', 'db', 'vite.config.ts', 'package-lock.json', 'scripts/setup']
const stamp = join(root, 'dist', '.stamp')

/**
 * Builds the web app and the server into dist/, where anything they are made from has changed.
 *
 * @param {string} node the Node 24 to use
 */
export async function build(node) {
  const hash = hashSources()
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === hash) return
  say('Building the web app and the server ...')
  mkdirSync(join(root, 'dist'), { recursive: true })
  // in processes of their own: what the build needs is gone when the server runs
  const quietly = { stdio: ['ignore', process.stderr.fd, process.stderr.fd] }
  const codes = await Promise.all([
    run(node, ['node_modules/vite/bin/vite.js', 'build', '--logLevel', 'warn'], quietly),
    run(node, ['scripts/setup/bundle.mjs'], quietly),
  ])
  if (codes.some((code) => code !== 0)) fail('The build failed: see the lines above.')
  writeFileSync(stamp, hash)
}

function hashSources() {
  const hash = createHash('sha256')
  for (const file of sources.flatMap((source) => filesOf(join(root, source)))) {
    hash.update(relative(root, file)).update('\0').update(readFileSync(file)).update('\0')
  }
  return hash.digest('hex')
}

function filesOf(path) {
  if (!existsSync(path)) return []
  if (!statSync(path).isDirectory()) return [path]
  const entries = readdirSync(path, { withFileTypes: true }).toSorted(byName)
  return entries.flatMap((entry) => {
    const inside = join(path, entry.name)
    return entry.isDirectory() ? filesOf(inside) : [inside]
  })
}

function byName(one, other) {
  return one.name < other.name ? -1 : 1
}
