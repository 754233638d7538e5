import type { Locator, Page } from 'playwright-core'
import { afterEach, beforeAll, expect, test } from 'vitest'
import { enterDemo } from './support/demo.ts'
import { holdSaving } from './support/hold-saving.ts'
import { isFocused } from './support/keys.ts'
import { stageFixture } from './support/stage.ts'
import { settled } from './support/watch.ts'

// A dialog keeps what was typed and the focus, whatever is pressed; and a write is sent once and told.

const stage = stageFixture('demo')
let page: Page
let customers: string
let people: string

beforeAll(async () => {
  const entered = await enterDemo(stage, 'jana.petersen')
  page = entered.page
  customers = `/o/${entered.handle}/customers`
  people = `/o/${entered.handle}/people`
})
afterEach(async () => {
  await page.unrouteAll({ behavior: 'ignoreErrors' })
  stage.expectCalm()
})

const button = (name: string) => page.getByRole('button', { name, exact: true })
const question = () => page.getByRole('dialog', { name: 'Eingaben verwerfen?' })
const tab = (name: RegExp) => page.getByRole('navigation', { name: 'Ansichten' }).getByRole('link', { name })

async function focused(target: Locator): Promise<void> {
  await expect.poll(() => isFocused(target)).toBe(true)
}

async function open(path: string): Promise<void> {
  await page.goto(path)
  await settled(page)
}

async function search(text: string): Promise<void> {
  await page.getByRole('textbox', { name: 'Liste durchsuchen' }).fill(text)
  await expect.poll(() => page.url()).toContain(`q=${text}`)
}

async function openView(name: string): Promise<void> {
  await open(`${customers}?filter=city:starts=Hamburg`)
  await button('Ansicht speichern').click()
  await page.getByLabel('Name der Ansicht').fill(name)
  await page.keyboard.press('Enter')
  await tab(new RegExp(`^${name}`)).waitFor()
  await page.getByRole('dialog').waitFor({ state: 'detached' })
}

test.each([
  ['Neuer Kunde', 'Firmenname', () => customers, () => tab(/^Interessenten/).click()],
  ['Ansicht speichern', 'Name der Ansicht', () => customers, () => search('logistik')],
  ['Person einladen', 'Name', () => people, () => search('jan')],
])('going back within the page asks before %s throws away what was typed', async (opener, label, path, go) => {
  await open(path())
  const before = page.url()
  await go()
  await expect.poll(() => page.url()).not.toBe(before)
  await settled(page)
  const behind = page.url()
  await button(opener).click()
  const field = page.getByRole('dialog').getByLabel(label).first()
  await field.fill('Harms')
  const address = page.url()
  await page.goBack()
  await button('Weiter bearbeiten').click()
  await question().waitFor({ state: 'detached' })
  expect(await field.inputValue()).toBe('Harms')
  await expect.poll(() => page.url()).toBe(address)
  await page.goBack()
  await question().getByRole('button', { name: 'Verwerfen' }).click()
  await expect.poll(() => page.getByRole('dialog').count()).toBe(0)
  await expect.poll(() => page.url()).not.toBe(address)
  // one in which nothing was typed goes without a question
  await open(path())
  await go()
  await expect.poll(() => page.url()).toBe(behind)
  await settled(page)
  await button(opener).click()
  await field.waitFor()
  await page.goBack()
  await expect.poll(() => page.getByRole('dialog').count()).toBe(0)
})

test('WCAG 2.4.3 whoever goes on typing has the focus where it was, and stays in the dialog', async () => {
  await open(customers)
  await button('Neuer Kunde').click()
  const field = page.getByLabel('Firmenname')
  await field.fill('Harms')
  for (const stay of ['Enter', 'Escape']) {
    await page.keyboard.press('Escape')
    await focused(button('Weiter bearbeiten'))
    await page.keyboard.press(stay)
    await question().waitFor({ state: 'detached' })
    await focused(field)
  }
  for (let stops = 0; stops < 30; stops += 1) {
    await page.keyboard.press('Tab')
    expect(await page.evaluate(() => document.activeElement?.closest('[role="dialog"]') !== null)).toBe(true)
  }
  await page.keyboard.press('Escape')
  await button('Verwerfen').click()
  await focused(button('Neuer Kunde'))
})

test('LST-6 a view that is being saved cannot be closed, and is told', async () => {
  await open(customers)
  await search('kiel')
  await settled(page)
  const { passOn } = await holdSaving(page, '**/views')
  await button('Ansicht speichern').click()
  const dialog = page.getByRole('dialog', { name: 'Ansicht speichern' })
  await page.getByLabel('Name der Ansicht').fill('Förde')
  await button('Speichern').click()
  await expect.poll(() => button('Speichern').getAttribute('aria-busy')).toBe('true')
  for (const close of [
    () => page.keyboard.press('Escape'),
    () => dialog.getByRole('button', { name: 'Abbrechen' }).click({ timeout: 2000 }),
    () => dialog.getByRole('button', { name: 'Schließen' }).click({ timeout: 2000 }),
    () => page.goBack(),
  ])
    await close()
  await new Promise((resolve) => setTimeout(resolve, 300))
  expect([await dialog.count(), await question().count()]).toEqual([1, 0])
  passOn()
  await page.getByText('Ansicht „Förde“ gespeichert').waitFor()
  await tab(/^Förde/).waitFor()
  await expect.poll(() => dialog.count()).toBe(0)
})

test('LST-6 a view is saved once, however fast somebody clicks', async () => {
  await open(`${customers}?filter=city:starts=Lauenburg`)
  const { sent, passOn } = await holdSaving(page, '**/views')
  await button('Ansicht speichern').click()
  await page.getByLabel('Name der Ansicht').fill('Lauenburg')
  // the second before the page was rendered anew
  await button('Speichern').evaluate((save: HTMLElement) => {
    save.click()
    save.click()
  })
  await expect.poll(() => button('Speichern').getAttribute('aria-busy')).toBe('true')
  passOn()
  await tab(/^Lauenburg/).waitFor()
  await expect.poll(() => page.getByRole('dialog').count()).toBe(0)
  expect(sent()).toBe(1)
})

test('LST-6 a view that was renamed meanwhile says its name and takes the next attempt', async () => {
  await openView('Alster')
  const address = `/api/v1${customers}/views`
  const api = page.context().request
  const { items } = await (await api.get(address)).json()
  const view = items.find(({ name }: { name: string }) => name === 'Alster')
  await button('Ansicht Alster, Menü').click()
  await page.getByRole('menuitem', { name: 'Umbenennen' }).click()
  const field = page.getByLabel('Name der Ansicht')
  await field.fill('Elbe')
  const renamed = await api.patch(`${address}/${view.id}`, {
    data: { name: 'Bille' },
    headers: { 'if-match': `"${view.revision}"` },
  })
  expect(renamed.status()).toBe(200)
  await button('Umbenennen').click()
  await page.getByText('sie heißt jetzt „Bille“').waitFor()
  expect(await field.inputValue()).toBe('Elbe')
  await button('Umbenennen').click()
  await tab(/^Elbe/).waitFor()
  await expect.poll(() => page.getByRole('dialog').count()).toBe(0)
})

test('WCAG 2.4.3 the focus stays with the views that are saved, renamed, deleted and brought back', async () => {
  await openView('Hafen')
  await focused(tab(/^Hafen/))
  const menu = async (name: string, action: string) => {
    await button(`Ansicht ${name}, Menü`).focus()
    await page.keyboard.press('Enter')
    const item = page.getByRole('menuitem', { name: action })
    await item.waitFor()
    while (!(await isFocused(item))) await page.keyboard.press('ArrowDown')
    await page.keyboard.press('Enter')
  }
  await menu('Hafen', 'Umbenennen')
  await focused(page.getByLabel('Name der Ansicht'))
  await page.keyboard.press('Control+A')
  await page.keyboard.type('Speicherstadt')
  await page.keyboard.press('Enter')
  await focused(button('Ansicht Speicherstadt, Menü'))
  const api = page.context().request
  const { items } = await (await api.get(`/api/v1${customers}/views`)).json()
  const { state } = items.find(({ name }: { name: string }) => name === 'Speicherstadt')
  await menu('Speicherstadt', 'Löschen')
  await tab(/^Speicherstadt/).waitFor({ state: 'detached' })
  await focused(tab(/^Alle/))
  const undo = async () => {
    await button('Rückgängig').first().focus()
    await page.keyboard.press('Enter')
  }
  const data = { name: 'Speicherstadt', shared: false, state }
  const taken = await (await api.post(`/api/v1${customers}/views`, { data })).json()
  await undo()
  await page.getByText('Eine Ihrer Ansichten dieser Liste heißt schon so.').waitFor()
  await focused(tab(/^Alle/))
  expect((await api.delete(`/api/v1${customers}/views/${taken.id}`)).status()).toBe(204)
  await undo()
  await focused(tab(/^Speicherstadt/))
})

test('LST-6 a count that arrives does not take the tab out of sight that has the focus', async () => {
  await page.setViewportSize({ width: 390, height: 844 })
  const held = Promise.withResolvers<void>()
  await page.route('**/customers/total*', async (route) => {
    await held.promise
    await route.fallback()
  })
  await page.goto(customers)
  const last = tab(/./).last()
  await last.waitFor()
  await last.focus()
  const counts = page.getByRole('navigation', { name: 'Ansichten' }).locator('[class*="count"]')
  expect(await counts.count()).toBe(0)
  held.resolve()
  await expect.poll(() => counts.count()).toBeGreaterThan(1)
  await settled(page)
  const box = await last.boundingBox()
  expect(box && box.x < 390 && box.x + box.width <= 391).toBe(true)
})
