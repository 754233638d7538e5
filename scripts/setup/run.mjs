import { spawn } from 'node:child_process'
import { constants } from 'node:os'
import { delimiter, dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

/** The folder of the clone. */
export const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..')

/**
 * Runs a program to its end with this Node in front of the PATH, so that everything it starts in turn uses that too.
 * Signals reach it, and whoever runs this gets its exit code.
 *
 * @param {string} node the Node 24 to use
 * @param {string[]} parameters the script for it, and what the script is given
 * @param {{env?: Record<string, string>, stdio?: import('node:child_process').StdioOptions, cwd?: string}} [options]
 * @returns {Promise<number>} the exit code
 */
export function run(node, parameters, { env = {}, stdio = 'inherit', cwd = root } = {}) {
  const path = [dirname(node), join(root, 'node_modules', '.bin'), process.env.PATH ?? ''].join(delimiter)
  const child = spawn(node, parameters, { cwd, stdio, env: { ...process.env, PATH: path, ...env } })
  // a terminal sends Ctrl-C to every process in front of it; passed on as well, it would arrive twice
  const pass = (signal) => (process.stdin.isTTY && signal === 'SIGINT') || child.kill(signal)
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP']
  for (const signal of signals) process.on(signal, pass)
  return new Promise((resolve, reject) => {
    child.once('error', reject)
    child.once('exit', (code, signal) => {
      for (const name of signals) process.off(name, pass)
      resolve(code ?? 128 + constants.signals[signal])
    })
  })
}

/** Says something to the person without mixing it into what a command prints for other programs. */
export function say(text) {
  process.stderr.write(`${text}\n`)
}

/** Ends with one sentence instead of a stack: the person can do something about it. */
export function fail(text) {
  say(text)
  process.exit(1)
}
