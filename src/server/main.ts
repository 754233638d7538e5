import { parseArgs } from 'node:util'
import { importCustomers } from './commands/import.ts'
import { open } from './commands/open.ts'
import { start } from './commands/start.ts'
import { work } from './commands/worker.ts'
import { readConfig } from './platform/config.ts'
import { openLog } from './platform/log.ts'
import { StartProblem } from './platform/start-problem.ts'

const usage = `kontor start [--demo]     serves the portal
kontor worker             works off jobs, beside other processes
kontor migrate            brings the database to this version
kontor import customers FILE --as LOGIN --organization HANDLE [--dry-run] [--report json]
kontor import undo ID --as LOGIN --organization HANDLE [--report json]
`

/** The command line. */
async function main(args: string[]): Promise<void> {
  const [command = 'start', ...rest] = args[0]?.startsWith('--') ? ['start', ...args] : args
  const config = readConfig(process.env)
  // reports go to stdout: the log of a command must not mix with them
  const log = openLog(command === 'start' || command === 'worker' ? config.logLevel : 'silent')
  if (command === 'start') {
    const { values } = parseArgs({ args: rest, options: { demo: { type: 'boolean', default: false } } })
    return start(config, log, { demo: values.demo })
  }
  if (command === 'worker') return work(config, log)
  if (command === 'migrate') return (await open(config, log, { worker: false, beside: true })).close()
  if (command === 'import') {
    process.exitCode = await importCustomers(config, log, rest)
    return
  }
  process.stderr.write(usage)
  process.exitCode = 2
}

try {
  await main(process.argv.slice(2))
} catch (error) {
  process.stderr.write(
    `${error instanceof StartProblem ? error.message : error instanceof Error ? error.stack : String(error)}\n`,
  )
  process.exit(1)
}
