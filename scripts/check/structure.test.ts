import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, dirname, join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { checkStructure } from './structure.ts'

const clone = join(import.meta.dirname, '..', '..')
let root: string

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'kontor-structure-'))
})

afterEach(() => {
  rmSync(root, { recursive: true })
})

function plant(path: string, text = 'export {}\n'): void {
  mkdirSync(dirname(join(root, path)), { recursive: true })
  writeFileSync(join(root, path), text)
}

/** A file that imports another one, both planted; the module of each gets its door. */
function plantImport(from: string, specifier: string): void {
  for (const path of [from, join(dirname(from), specifier)]) {
    const module = /^src\/server\/modules\/[^/]+/.exec(path)?.[0]
    if (module) plant(`${module}/index.ts`)
  }
  plant(from, `import { something } from '${specifier}'\n\nexport const it = something\n`)
}

test.each([
  ['src/api/customers.ts', 'react', 'api imports only zod and api'],
  ['src/api/customers.ts', '../server/platform/errors.ts', 'api imports only zod and api'],
  ['src/locales/index.ts', '../api/shapes.ts', 'locales is a leaf'],
  ['src/web/main.tsx', '../server/app.ts', 'web imports only web, api and locales'],
  ['src/web/features/customers/page.tsx', '../orders/page.tsx', 'features never import each other'],
  ['src/web/ui/table.tsx', '../features/customers/page.tsx', 'features are imported by'],
  ['src/web/lib/dates.ts', '../features/customers/page.tsx', 'features are imported by'],
  ['src/server/platform/log.ts', '../access/enter.ts', 'platform knows neither'],
  ['src/server/platform/log.ts', '../modules/audit/index.ts', 'platform knows neither'],
  ['src/server/access/enter.ts', '../modules/identity/index.ts', 'access imports platform and api only'],
  ['src/server/app.ts', '../web/main.tsx', 'the server does not import the web app'],
  ['src/server/app.ts', './modules/customers/routes.ts', 'through its index.ts only'],
  ['src/server/main.ts', './modules/home/index.ts', 'home is imported by app.ts only'],
  ['src/server/modules/customers/routes.ts', '../../app.ts', 'modules do not import what puts them together'],
  ['src/server/modules/customers/routes.ts', '../content/notes.ts', 'through its index.ts only'],
  ['src/server/modules/customers/routes.ts', '../subscriptions/index.ts', 'may not import subscriptions'],
  ['src/server/modules/customers/routes.ts', '../opportunities/index.ts', 'may not import opportunities'],
  ['src/server/modules/customers/routes.ts', '../home/index.ts', 'home is imported by app.ts only'],
  ['src/server/modules/identity/routes.ts', '../organizations/index.ts', 'may not import organizations'],
  ['src/server/modules/services/routes.ts', '../subscriptions/index.ts', 'may not import subscriptions'],
  ['src/server/modules/tenants/routes.ts', '../imports/index.ts', 'may not import imports'],
  ['src/server/modules/home/routes.ts', '../notifications/index.ts', 'notifications is imported by app.ts only'],
  ['src/server/modules/invented/routes.ts', '../customers/index.ts', 'invented has no tier'],
  ['src/server/app.ts', '../../test/support/database.ts', 'imports nothing of test'],
  ['test/model/world.ts', '../../src/server/access/enter.ts', 'the reference model shares nothing'],
])('%s importing %s is reported', (from, specifier, reason) => {
  plantImport(from, specifier)
  expect(checkStructure(root)).toEqual([expect.stringContaining(reason)])
})

test.each([
  ['src/api/customers.ts', 'zod'],
  ['src/web/routes.tsx', './features/customers/page.tsx'],
  ['src/web/features/customers/page.tsx', '../../../api/customers.ts'],
  ['src/server/app.ts', './modules/home/index.ts'],
  ['src/server/access/enter.ts', '../platform/db/database.ts'],
  ['src/server/modules/home/routes.ts', '../billing/index.ts'],
  ['src/server/modules/billing/routes.ts', '../services/index.ts'],
  ['src/server/modules/customers/routes.ts', '../organizations/index.ts'],
  ['src/server/modules/organizations/routes.ts', '../identity/index.ts'],
  ['src/server/modules/imports/routes.ts', '../tenants/index.ts'],
  ['test/model/world.ts', '../../src/api/permissions.ts'],
])('%s importing %s is fine', (from, specifier) => {
  plantImport(from, specifier)
  expect(checkStructure(root)).toEqual([])
})

test('every way to write an import is seen', () => {
  plant('src/api/one.ts', `import type {\n  Something,\n} from '../web/one.ts'\n`)
  plant('src/api/two.ts', `import '../web/two.ts'\n`)
  plant('src/api/three.ts', `export * from '../web/three.ts'\n`)
  plant('src/api/four.ts', `export const four = () => import('../web/four.ts')\n`)
  plant('src/api/none.ts', `export const none = { from: '../web/none.ts' }\n\nimport.meta.resolve('../web/none.ts')\n`)
  expect(checkStructure(root).map((line) => line.split(':')[0])).toEqual([
    'src/api/four.ts imports src/web/four.ts',
    'src/api/one.ts imports src/web/one.ts',
    'src/api/three.ts imports src/web/three.ts',
    'src/api/two.ts imports src/web/two.ts',
  ])
})

test('a module without a front door is reported', () => {
  plant('src/server/modules/customers/routes.ts')
  expect(checkStructure(root)).toEqual(['src/server/modules/customers has no index.ts'])
})

test.each([
  'src/web/ui/table2.tsx',
  'src/server/platform/list-part.ts',
  'test/model/world1.test.ts',
  'src/web/ui2/a.ts',
])('the name of %s is reported', (path) => {
  plant(path)
  expect(checkStructure(root)).toEqual([expect.stringContaining('says nothing about what is in it')])
})

test('a file five folders deep is reported', () => {
  plant('src/server/platform/db/embedded/start.ts')
  expect(checkStructure(root)).toEqual([])
  plant('src/server/platform/db/embedded/linux/start.ts')
  expect(checkStructure(root)).toEqual([expect.stringContaining('5 folders deep')])
})

test.each([
  ['a double cast', 'export const it = 1 as unknown as string\n'],
  ['a shape that takes anything', 'export const it = z.any()\n'],
  ['a shape that keeps unknown keys', 'export const it = z.looseObject({})\n'],
  ['the older word for it', 'export const it = z.object({}).passthrough()\n'],
])('%s is reported', (_, text) => {
  plant('src/server/platform/shape.ts', text)
  expect(checkStructure(root)).toEqual([expect.stringContaining('contains')])
})

test('cycles, of types too, and files and functions that are too long are reported by the linter', () => {
  plant('tsconfig.json', '{ "compilerOptions": { "allowImportingTsExtensions": true, "noEmit": true } }')
  plant('src/one.ts', `import type { Two } from './two.ts'\n\nexport interface One {\n  two: Two\n}\n`)
  plant('src/two.ts', `import type { One } from './one.ts'\n\nexport interface Two {\n  one: One\n}\n`)
  plant('src/long.ts', `export const long = [\n${'  1,\n'.repeat(300)}]\n`)
  plant('src/function.ts', `export function long(): void {\n${'  void 0\n'.repeat(60)}}\n`)
  const oxlint = join(clone, 'node_modules/oxlint/bin/oxlint')
  const { stdout } = spawnSync(process.execPath, [oxlint, '-c', join(clone, '.oxlintrc.json'), '-f', 'unix', root], {
    cwd: root,
    encoding: 'utf8',
    // where the type-aware half of the linter is found
    env: { ...process.env, PATH: [join(clone, 'node_modules/.bin'), process.env.PATH].join(delimiter) },
  })
  expect(stdout).toMatch(/one\.ts.*no-cycle/)
  expect(stdout).toMatch(/two\.ts.*no-cycle/)
  expect(stdout).toMatch(/long\.ts.*\(max-lines\)/)
  expect(stdout).toMatch(/function\.ts.*max-lines-per-function/)
})
