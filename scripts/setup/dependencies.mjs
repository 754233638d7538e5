import { createHash } from 'node:crypto'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { npm } from './npm.mjs'
import { fail, root, say } from './run.mjs'

const lockfile = join(root, 'package-lock.json')
const installed = join(root, 'node_modules', '.package-lock.json')
const stamp = join(root, 'node_modules', '.kontor-lock')

/**
 * Installs what package-lock.json names where it is not there yet. No install script of any package is needed.
 *
 * @param {string} node the Node 24 to use: an older one would silently leave packages out
 */
export function installDependencies(node) {
  const hash = createHash('sha256').update(readFileSync(lockfile)).digest('hex')
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === hash) return
  if (!isComplete()) {
    say('Installing the packages of package-lock.json (npm ci) ...')
    if (!npm(node, ['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'], root)) {
      fail('The packages could not be installed: see the lines above.')
    }
  }
  writeFileSync(stamp, hash)
}

/** Whether everything is there that the lockfile wants for this machine, however it came there. */
function isComplete() {
  if (!existsSync(installed)) return false
  const there = JSON.parse(readFileSync(installed, 'utf8')).packages
  const wanted = Object.entries(JSON.parse(readFileSync(lockfile, 'utf8')).packages)
  return wanted.every(([path, entry]) => !isNeeded(path, entry) || there[path]?.version === entry.version)
}

function isNeeded(path, { optional, os, cpu, libc }) {
  if (path === '') return false
  if (!optional) return true
  // of the optional ones, those made for this platform; the others are for platforms without binaries of their own
  const musl = process.platform === 'linux' && !process.report.getReport().header.glibcVersionRuntime
  const fits = os?.includes(process.platform) && cpu?.includes(process.arch)
  return Boolean(fits) && (!libc || libc.includes(musl ? 'musl' : 'glibc'))
}
