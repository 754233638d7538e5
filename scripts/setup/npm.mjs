import { spawnSync } from 'node:child_process'
import { delimiter, dirname } from 'node:path'

/**
 * Runs the npm that started us, or the one on the PATH, with the Node given. What it prints goes to standard error.
 *
 * @param {string} node
 * @param {string[]} parameters
 * @param {string} cwd
 * @returns {boolean} whether it succeeded
 */
export function npm(node, parameters, cwd) {
  const own = process.env.npm_execpath
  const env = { ...process.env, PATH: `${dirname(node)}${delimiter}${process.env.PATH ?? ''}` }
  const options = { cwd, env, stdio: ['ignore', process.stderr.fd, process.stderr.fd] }
  const known = own !== undefined && /npm-cli\.[cm]?js$/.test(own)
  const done = known
    ? spawnSync(node, [own, ...parameters], options)
    : // npm is a batch file on Windows, which only a shell can start
      spawnSync('npm', parameters, { ...options, shell: process.platform === 'win32' })
  return done.status === 0
}
