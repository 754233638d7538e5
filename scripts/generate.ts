import { execFile } from 'node:child_process'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { openApi } from '../src/server/access/open-api.ts'
import { queues } from '../src/server/app.ts'
import { startEmbedded } from '../src/server/platform/db/embedded.ts'
import { migrate } from '../src/server/platform/db/migrate.ts'
import { openLog } from '../src/server/platform/log.ts'

// Writes what is derived from elsewhere: the API description from the endpoint literals, the database types from the
// migrations. With --check it only says what is out of date.

const run = promisify(execFile)
const types = 'src/server/platform/db/schema.generated.ts'
const description = 'docs/openapi.generated.json'

async function databaseTypes(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'kontor-types-'))
  const log = openLog('warn')
  const embedded = await startEmbedded({ dataDir: folder, log, fsync: false })
  try {
    await migrate({ ownerUrl: embedded.ownerUrl, runtimePassword: 'types', queues, log })
    const file = join(folder, 'schema.ts')
    const command = join('node_modules', 'kysely-codegen', 'dist', 'cli', 'bin.js')
    const mapping = '{"timestamptz":"string","date":"string"}'
    const wanted = [
      '--include-pattern',
      '(public|reach).*',
      '--exclude-pattern',
      'public.kontor_migration',
      '--type-mapping',
      mapping,
    ]
    await run(process.execPath, [
      command,
      '--dialect',
      'postgres',
      '--url',
      embedded.ownerUrl,
      '--out-file',
      file,
      ...wanted,
    ])
    return await readFile(file, 'utf8')
  } finally {
    await embedded.stop()
    await rm(folder, { recursive: true, force: true })
  }
}

const made = new Map([
  [description, `${JSON.stringify(openApi(), null, 2)}\n`],
  [types, await databaseTypes()],
])
for (const [file, text] of made) {
  const present = await readFile(file, 'utf8').catch(() => '')
  if (present === text) continue
  if (process.argv.includes('--check')) {
    process.stdout.write(`${file} is out of date: npm run generate\n`)
    process.exitCode = 1
  } else {
    await writeFile(file, text)
    process.stdout.write(`${file} written\n`)
  }
}
