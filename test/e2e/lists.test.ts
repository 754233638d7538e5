import { readFile } from 'node:fs/promises'
import { parse } from 'csv-parse/sync'
import type { Page } from 'playwright-core'
import { afterEach, beforeAll, expect, test } from 'vitest'
import { sheetOf, valuesOf } from '../support/workbook.ts'
import { enterDemo } from './support/demo.ts'
import { stageFixture } from './support/stage.ts'
import { namesShown } from './support/steps.ts'
import { settled } from './support/watch.ts'

// What every list does, in the one with the most rows: the customers of a whole operator.

const stage = stageFixture('demo')
let page: Page
let customers: string

beforeAll(async () => {
  const entered = await enterDemo(stage, 'friederike.sommer')
  page = entered.page
  customers = `/o/${entered.handle}/customers`
})
afterEach(() => stage.expectCalm())

test('LST-7 LST-9 scrolling reaches every row in order, and the CSV file holds the same ones', async () => {
  await openList('?sort=-city,name')
  const total = await count('total?')
  expect(total).toBeGreaterThanOrEqual(900)
  const names = await scrollThrough(page, total)
  const { head, records } = await download(page)
  expect(head.slice(0, 5)).toEqual(['Nr.', 'Firma', 'Status', 'Partner', 'Partner-Kontakt'])
  expect(records.map((record) => record['Firma'])).toEqual(names)
}, 60_000)

test('LST-9 a workbook with all columns: the page says how many rows it holds, and a download can be cancelled', async () => {
  await openList('?q=gmbh&sort=-name')
  const total = await count('total?q=gmbh')
  const started = page.waitForEvent('download')
  await exportAs(page, /^Excel.*alle Spalten/)
  const file = await started
  expect(file.suggestedFilename()).toMatch(/^Kunden-\d{4}-\d\d-\d\d\.xlsx$/)
  await page.getByText(new RegExp(`Kunden-.*xlsx ist geladen, ${total} Zeilen`)).waitFor()
  const rows = valuesOf(sheetOf(await readFile(await file.path())))
  expect(rows).toHaveLength(total + 1)
  expect(rows[0]?.length).toBeGreaterThan(12)
  // as if the line were slow
  let passOn = () => {}
  const held = new Promise<void>((resolve) => {
    passOn = resolve
  })
  await page.route('**/customers.xlsx*', async (route) => {
    await held
    await route.abort().catch(() => undefined)
  })
  await exportAs(page, /^Excel.*sichtbare Spalten/)
  const jobs = page.getByRole('region', { name: 'Downloads' })
  await jobs.getByRole('button', { name: /^Download abbrechen/ }).click()
  await jobs.waitFor({ state: 'detached' })
  passOn()
  await page.unroute('**/customers.xlsx*')
})

test('LST-2 LST-6 a filter becomes a chip and part of the address; its cross takes it away', async () => {
  await openList()
  await page.getByRole('button', { name: 'Filter', exact: true }).click()
  const panel = page.getByRole('dialog', { name: 'Filter' })
  await panel.getByRole('button', { name: 'Status' }).click()
  await panel.getByRole('checkbox', { name: /Interessent/ }).check()
  await page.keyboard.press('Escape')
  await page.getByRole('button', { name: 'Status Interessent' }).waitFor()
  const filter = { status: { in: ['prospect'] } }
  expect(new URL(page.url()).searchParams.get('filter')).toBe('status:in=prospect')
  const prospects = await count(`total?filter=${JSON.stringify(filter)}`)
  await page
    .locator('footer')
    .getByText(`${prospects} von ${await count('total?')} Kunden`)
    .waitFor()
  await page.getByRole('button', { name: 'Filter Status entfernen' }).click()
  await expect.poll(() => new URL(page.url()).search).toBe('')
  expect(await page.getByRole('button', { name: 'Status Interessent' }).count()).toBe(0)
})

test('LST-3 LST-6 heads sort, with Shift by one more; the state is in the address and goes back', async () => {
  await openList()
  const sort = () => new URL(page.url()).searchParams.get('sort')
  const head = (name: string) => page.getByRole('columnheader', { name })
  await head('Ort').getByRole('button', { name: 'Ort', exact: true }).click()
  await expect.poll(sort).toBe('city')
  await expect.poll(() => head('Ort').getAttribute('aria-sort')).toBe('ascending')
  await head('Ort').getByRole('button', { name: 'Ort', exact: true }).click()
  await expect.poll(sort).toBe('-city')
  await head('Firma')
    .getByRole('button', { name: 'Firma', exact: true })
    .click({ modifiers: ['Shift'] })
  await expect.poll(sort).toBe('-city,name')
  await expect.poll(() => head('Firma').getAttribute('aria-sort')).toBe('ascending')
  await expect.poll(() => firstNames(page)).toEqual(await namesOf('?sort=-city,name'))
  await page.goBack()
  await expect.poll(sort).toBe('-city')
  await expect.poll(() => head('Firma').getAttribute('aria-sort')).toBeNull()
  await expect.poll(() => firstNames(page)).toEqual(await namesOf('?sort=-city'))
})

test('LST-8 Space marks a row over its whole width; Ctrl-click opens a tab of its own', async () => {
  await openList()
  const row = page.locator('tr[data-index="2"]')
  const grounds = () =>
    row.locator('td').evaluateAll((cells) => cells.map((cell) => getComputedStyle(cell).backgroundColor))
  const before = await grounds()
  await row.focus()
  await page.keyboard.press('Space')
  await page.getByText('1 ausgewählt').first().waitFor()
  expect(await row.getByRole('checkbox').isChecked()).toBe(true)
  await page.mouse.move(700, 5)
  const after = await grounds()
  expect(new Set(after).size).toBe(1)
  expect(after.every((ground, at) => ground !== before[at])).toBe(true)

  const tab = page.context().waitForEvent('page')
  await row
    .locator('td')
    .last()
    .click({ modifiers: ['Control'] })
  const opened = await tab
  await opened.getByRole('heading', { level: 1, name: (await firstNames(page))[2] ?? '' }).waitFor()
  expect(new URL(page.url()).pathname).toBe(customers)
  await opened.close()
})

test('LST-8 going back closes the dialog of what was chosen before', async () => {
  // the last order is remembered
  await openList('?sort=name')
  await page.getByRole('button', { name: 'Ort', exact: true }).click()
  await expect.poll(() => page.url()).toContain('sort=city')
  const row = page.locator('tr[data-index="0"]')
  await row.focus()
  await page.keyboard.press('Space')
  await page.getByRole('button', { name: 'Partner-Kontakt zuweisen' }).click()
  const dialog = page.getByRole('dialog', { name: 'Partner-Kontakt zuweisen' })
  await dialog.waitFor()
  await page.goBack()
  await dialog.waitFor({ state: 'detached' })
  await page.goForward()
  await row.waitFor()
  expect(await dialog.count()).toBe(0)
})

test('LST-1 LST-8 a row opens its page, and the way back leads to the same place of the same list', async () => {
  await openList('?q=gmbh')
  await page.locator('tbody mark').first().waitFor()
  const scroller = page.locator('table').locator('..')
  await scroller.evaluate((box) => box.scrollTo({ top: 900 }))
  const link = page.locator('tr[data-index="35"] a')
  const name = (await link.textContent()) ?? ''
  await page.locator('tr[data-index="35"] td').last().click()
  await page.getByRole('heading', { level: 1, name }).waitFor()
  await page.goBack()
  await link.waitFor()
  expect(await link.textContent()).toBe(name)
  await expect.poll(() => scroller.evaluate((box) => box.scrollTop)).toBe(900)
})

test('CUS-5 who saves second is shown both versions, chooses, and nothing is overwritten', async () => {
  const id = await openCustomer('Brinkmann Logistik')
  await page.getByRole('button', { name: 'Bearbeiten' }).click()
  await page.getByLabel('Telefon').fill('+49 40 111')
  const colleague = (await enterDemo(stage, 'lennart.voss')).page.context().request
  const address = `/api/v1${customers}/${id}`
  const { revision } = await (await colleague.get(address)).json()
  const data = { phone: '+49 40 222', website: 'www.brinkmann.example' }
  const saved = await colleague.patch(address, { data, headers: { 'if-match': `"${revision}"` } })
  expect(saved.status()).toBe(200)
  await page.getByRole('button', { name: 'Änderungen speichern' }).click()

  await page.getByText('Lennart Voß hat inzwischen gespeichert.').waitFor()
  await page.getByText('Ohne Überschneidung übernommen: Website.').waitFor()
  const versions = page.getByRole('row', { name: /Telefon/ }).getByRole('radio')
  expect(await versions.first().isChecked()).toBe(true)
  await versions.last().check()
  expect(await page.getByLabel('Telefon').inputValue()).toBe('+49 40 222')
  await versions.first().check()
  await page.getByRole('button', { name: 'Änderungen speichern' }).click()
  await page.getByText('Änderungen gespeichert').waitFor()
  const now = await (await colleague.get(address)).json()
  expect([now.phone.replaceAll(' ', ''), now.website]).toEqual(['+4940111', 'www.brinkmann.example'])
})

test('CUS-2 what was typed is not thrown away without a question, in a dialog and on leaving the page', async () => {
  await openList()
  await page.getByRole('button', { name: 'Neuer Kunde' }).click()
  await page.getByLabel('Firmenname').fill('Harms Werft')
  await page.keyboard.press('Escape')
  await page.getByRole('button', { name: 'Weiter bearbeiten' }).click()
  expect(await page.getByLabel('Firmenname').inputValue()).toBe('Harms Werft')
  await page.getByRole('button', { name: 'Abbrechen' }).click()
  await page.getByRole('button', { name: 'Verwerfen' }).click()
  await expect.poll(() => page.getByRole('dialog').count()).toBe(0)

  await openCustomer('Brinkmann Logistik')
  await page.getByRole('button', { name: 'Bearbeiten' }).click()
  await page.getByLabel('Ort').fill('Altona')
  await page.getByRole('link', { name: 'Personen' }).click()
  await page.getByText('Eingaben verwerfen?').waitFor()
  // Enter, pressed without reading, destroys nothing
  await expect.poll(() => page.evaluate(() => document.activeElement?.textContent)).toBe('Weiter bearbeiten')
  await page.getByRole('button', { name: 'Weiter bearbeiten' }).click()
  expect(await page.getByLabel('Ort').inputValue()).toBe('Altona')
  await page.getByRole('link', { name: 'Personen' }).click()
  await page.getByRole('button', { name: 'Verwerfen' }).click()
  await page.getByRole('heading', { level: 1, name: 'Personen' }).waitFor()
})

async function openList(search = ''): Promise<void> {
  await page.goto(`${customers}${search}`)
  await settled(page)
}

async function openCustomer(q: string): Promise<string> {
  const { items } = await ask(`?q=${q}`)
  await page.goto(`${customers}/${items[0]?.id}`)
  return items[0]?.id ?? ''
}

interface Rows {
  items: { id: string; name: string }[]
}

async function ask(path: string): Promise<Rows> {
  const reply = await page.context().request.get(`/api/v1${customers}${path}`)
  return (await reply.json()) as Rows // the shape is tested with the API
}

async function count(path: string): Promise<number> {
  const reply = await page.context().request.get(`/api/v1${customers}/${path}`)
  return ((await reply.json()) as { value: number }).value
}

/** The first names of the list as the API tells them. */
async function namesOf(path: string): Promise<string[]> {
  return (await ask(path)).items.slice(0, 8).map(({ name }) => name)
}

async function firstNames(of: Page): Promise<string[]> {
  return (await namesShown(of)).slice(0, 8)
}

/** Every name of the list in order, read while scrolling down. */
async function scrollThrough(of: Page, total: number): Promise<string[]> {
  const names: string[] = []
  const scroller = of.locator('table').locator('..')
  while (names.length < total) {
    // a row is 32 high
    await scroller.evaluate((box, top) => box.scrollTo({ top }), names.length * 32)
    await of.locator(`tr[data-index="${names.length}"]`).waitFor({ state: 'attached' })
    const rows = await of
      .locator('tbody tr[data-index]')
      .evaluateAll((all) =>
        all.map((row) => [Number(row.dataset['index']), row.querySelector('a')?.textContent ?? ''] as const),
      )
    for (const [index, name] of rows) if (index === names.length) names.push(name)
  }
  return names
}

async function exportAs(of: Page, kind: RegExp): Promise<void> {
  await of.getByRole('button', { name: 'Export' }).click()
  await of.getByRole('menuitem', { name: kind }).click()
}

async function download(of: Page): Promise<{ head: string[]; records: Record<string, string>[] }> {
  const started = of.waitForEvent('download')
  await exportAs(of, /^CSV.*sichtbare Spalten/)
  const file = await readFile(await (await started).path(), 'utf8')
  const records: Record<string, string>[] = parse(file, { columns: true, delimiter: ';', bom: true })
  return { head: Object.keys(records[0] ?? {}), records }
}
