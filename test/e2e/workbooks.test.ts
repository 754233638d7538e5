import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { utils, write } from '@e965/xlsx'
import type { Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { sheetOf, valuesOf } from '../support/workbook.ts'
import { enterDemo } from './support/demo.ts'
import { stageFixture } from './support/stage.ts'

// Import of workbooks in the browser: from the template to the corrected errors.

const stage = stageFixture('demo')
let page: Page
let imports: string
let folder: string

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'kontor-books-'))
  const entered = await enterDemo(stage, 'jana.petersen')
  page = entered.page
  imports = `/o/${entered.handle}/imports`
})
afterEach(() => stage.expectCalm())
afterAll(async () => {
  await rm(folder, { recursive: true, force: true })
})

async function saved(download: Promise<{ path(): Promise<string>; suggestedFilename(): string }>) {
  const file = await download
  return { name: file.suggestedFilename(), rows: valuesOf(sheetOf(await readFile(await file.path()))) }
}

async function send(rows: unknown[][]): Promise<void> {
  const path = join(folder, 'kunden.xlsx')
  const book = utils.book_new()
  utils.book_append_sheet(book, utils.aoa_to_sheet(rows), 'Kunden')
  await writeFile(path, write(book, { type: 'buffer', bookType: 'xlsx' }) as Buffer)
  await page.goto(imports)
  await page.locator('input[type=file]').setInputFiles(path)
  await page.getByRole('heading', { name: 'Probelauf' }).waitFor()
  await page.getByText(/geprüft heute/).waitFor()
}

test('IMP-1 IMP-3 the template as it is brings nobody; it is filled in, the errors come back beside their cells, and corrected they are gone', async () => {
  await page.goto(imports)
  const template = page.waitForEvent('download')
  await page.getByRole('link', { name: 'Vorlage laden (.xlsx)' }).click()
  const { name, rows } = await saved(template)
  expect(name).toBe('Kunden-Vorlage.xlsx')
  const [titles = [], example = []] = rows
  // a date is a number to whoever reads the cell without its format
  const untouched = example.with(titles.indexOf('Kunde seit'), '2024-03-31')
  await send([titles, untouched])
  await page.getByText('Das ist die Beispielzeile der Vorlage. Sie wird ausgelassen.').waitFor()
  await page.getByRole('button', { name: '0 Zeilen übernehmen' }).waitFor()
  await page.getByText('0 werden übernommen').waitFor()
  const filled = untouched.with(titles.indexOf('PLZ'), '123')
  await send([titles, filled])
  await page.getByText('Deutsche Postleitzahlen haben fünf Ziffern').waitFor()
  await page.getByRole('button', { name: 'Fehler laden (.xlsx)' }).click()
  const errors = page.waitForEvent('download')
  await page.getByRole('menuitem', { name: 'Zeilen mit Fehlern oder Hinweisen' }).click()
  const faulty = await saved(errors)
  expect(faulty.name).toBe('Fehler-kunden.xlsx')
  await page.getByText('Fehler-kunden.xlsx ist geladen, 1 Zeile').waitFor()
  // the kind of rows that the address asks for is in sight on a phone too
  const { pathname } = new URL(page.url())
  await page.setViewportSize({ width: 390, height: 844 })
  await page.goto(`${pathname}?rows=error`)
  const pressed = page.getByRole('button', { name: /^Fehler \d/, pressed: true })
  const right = async () => {
    const box = await pressed.boundingBox()
    return box && box.x + box.width
  }
  await expect.poll(right).toBeLessThanOrEqual(390)
  await page.setViewportSize({ width: 1440, height: 900 })
  const [heads = [], row = []] = faulty.rows
  const at = heads.indexOf('PLZ')
  expect([heads[at + 1], row[at + 1]]).toEqual(['Kontor-Hinweis zu „PLZ“', expect.stringContaining('fünf Ziffern')])
  await send([heads, row.with(at, '21465')])
  await page.getByRole('button', { name: '1 Zeile übernehmen' }).waitFor()
  expect(await page.getByRole('button', { name: 'Fehler laden (.xlsx)' }).count()).toBe(0)
}, 60_000)
