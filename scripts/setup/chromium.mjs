import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { fail, say } from './run.mjs'

const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable']
const places = {
  linux: ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome', '/snap/bin/chromium'],
  darwin: [
    '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
    '/Applications/Chromium.app/Contents/MacOS/Chromium',
  ],
  win32: ['PROGRAMFILES', 'PROGRAMFILES(X86)', 'LOCALAPPDATA'].flatMap((name) =>
    process.env[name] ? [join(process.env[name], 'Google/Chrome/Application/chrome.exe')] : [],
  ),
}
const commands = {
  linux: 'sudo apt-get install -y chromium',
  darwin: 'brew install --cask chromium',
  win32: 'winget install Google.Chrome',
}

/**
 * The browser for the browser tests. In CI it is installed where that is possible; elsewhere the person is told how.
 *
 * @returns {string} the path of the program
 */
export function findChromium() {
  const named = process.env.CHROMIUM
  if (named) return existsSync(named) ? named : fail(`CHROMIUM names ${named}, which is not there.`)
  const found = search()
  if (found) return found
  const canInstall = process.env.CI === 'true' && process.getuid?.() === 0 && existsSync('/usr/bin/apt-get')
  if (canInstall) {
    say('Installing Chromium for the browser tests ...')
    apt(['update'])
    apt(['install', '-y', '--no-install-recommends', 'chromium'])
  }
  const command = commands[process.platform] ?? 'install Chromium'
  return search() ?? fail(`The browser tests need Chromium: ${command}   (or set CHROMIUM to the path of yours)`)
}

function search() {
  const onPath = (process.env.PATH ?? '').split(delimiter).flatMap((folder) => names.map((name) => join(folder, name)))
  return [...(places[process.platform] ?? []), ...onPath].find((path) => existsSync(path))
}

function apt(parameters) {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
  spawnSync('apt-get', parameters, { stdio: ['ignore', process.stderr.fd, process.stderr.fd], env })
}
