import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { UnreadableFile } from '../../src/server/modules/imports/file-problem.ts'
import { readHead } from '../../src/server/modules/imports/read-head.ts'
import { readTableFile } from '../../src/server/modules/imports/table-file.ts'
import { hostileFiles } from './hostile-workbooks.ts'

// Run in a process of its own: reads one hostile file and prints how that went.

const name = process.argv[2] ?? ''
const folder = await mkdtemp(join(tmpdir(), 'kontor-hostile-'))
const path = join(folder, 'kunden.xlsx')
// what makes the file needs memory too: it is written by another process
if (process.argv[3] === 'write') {
  await writeFile(process.argv[4] ?? path, hostileFiles[name]?.make() ?? '')
} else {
  const given = process.argv[4] ?? path
  const before = process.memoryUsage().rss
  const cpu = process.cpuUsage()
  const start = performance.now()
  let code: string | null = null
  try {
    const table = await readTableFile(given, folder)
    await readHead(table.open, table.dialect)
  } catch (error) {
    code = error instanceof UnreadableFile ? error.code : String(error)
  }
  const { user, system } = process.cpuUsage(cpu)
  const grown = process.resourceUsage().maxRSS / 1024 - before / 1024 ** 2
  process.stdout.write(
    JSON.stringify({ code, seconds: (performance.now() - start) / 1000, worked: (user + system) / 1e6, grown }),
  )
}
await rm(folder, { recursive: true, force: true })
