import type { Page } from 'playwright-core'
import { afterEach, beforeAll, expect, test } from 'vitest'
import { enterDemo } from './support/demo.ts'
import { stageFixture } from './support/stage.ts'
import { settled } from './support/watch.ts'

// What the address opens above its page, and going back and forward over it.

const stage = stageFixture('demo')
let page: Page
let handle: string

beforeAll(async () => {
  const entered = await enterDemo(stage, 'jana.petersen')
  page = entered.page
  handle = entered.handle
})
afterEach(async () => {
  await page.unrouteAll()
  stage.expectCalm()
})

test.each([
  ['kunden anlegen', 'Neuer Kunde', 'Firmenname', 'new=customer'],
  ['person einladen', 'Person einladen', 'Name', 'new=person'],
])(
  'what %s opened is not open again, and empty, after going back and forward',
  async (command, title, label, query) => {
    await page.goto(`/o/${handle}`)
    await page.getByRole('heading', { level: 1 }).waitFor()
    const home = page.url()
    const opened = page.getByRole('dialog', { name: title })
    await page.keyboard.press('Control+k')
    await page.getByRole('combobox', { name: 'Suchen und Befehle' }).fill(command)
    await page.keyboard.press('Enter')
    await opened.getByLabel(label).first().fill('Harms')
    expect(page.url()).toContain(query)
    const address = page.url()
    await page.goBack()
    await page.getByRole('button', { name: 'Verwerfen' }).click()
    // the address is there before the page is
    await page.getByRole('heading', { level: 1, name: /^Guten/ }).waitFor()
    expect(page.url()).toBe(home)
    await page.goForward()
    await page.getByRole('heading', { level: 1, name: /Kunden|Personen/ }).waitFor()
    await expect.poll(() => page.url()).not.toContain(query)
    await settled(page)
    expect(await page.getByRole('dialog').count()).toBe(0)
    // opened fresh and read anew, the address opens it
    await page.goto(address)
    await opened.waitFor()
    await page.reload()
    await opened.waitFor()
  },
)

/** Somebody who is asked whether to discard an invitation, and the list behind it that arrives while they are. */
async function askedBeforeTheList() {
  const { promise: released, resolve: release } = Promise.withResolvers<void>()
  await page.goto(`/o/${handle}`)
  await page.getByRole('heading', { level: 1, name: /^Guten/ }).waitFor()
  const home = page.url()
  await page.route(/\/api\/.*\/people/, async (route) => {
    await released
    await route.fallback()
  })
  await page.keyboard.press('Control+k')
  await page.getByRole('combobox', { name: 'Suchen und Befehle' }).fill('person einladen')
  await page.keyboard.press('Enter')
  const name = page.getByRole('dialog', { name: 'Person einladen' }).getByLabel('Name').first()
  await name.fill('Harms')
  await page.goBack()
  const discard = page.getByRole('button', { name: 'Verwerfen' })
  await discard.waitFor()
  release()
  await page.locator('tr[data-index="0"]').waitFor()
  await settled(page)
  return { home, name, discard }
}

test('LST-6 a list that arrives while somebody is asked overwrites no entry of the history: they go', async () => {
  const { home, discard } = await askedBeforeTheList()
  await discard.click()
  await page.getByRole('heading', { level: 1, name: /^Guten/ }).waitFor()
  expect(page.url()).toBe(home)
})

test('LST-6 a list that arrives while somebody is asked overwrites no entry of the history: they stay', async () => {
  const { home, name, discard } = await askedBeforeTheList()
  await page.getByRole('button', { name: 'Weiter bearbeiten' }).click()
  await discard.waitFor({ state: 'detached' })
  // what the list had to say to its entry is said now
  await expect.poll(() => page.evaluate(() => window.history.state.held?.list)).toContain('people')
  expect([await name.inputValue(), new URL(page.url()).searchParams.get('new')]).toEqual(['Harms', 'person'])
  await page.goBack()
  await discard.click()
  await page.getByRole('heading', { level: 1, name: /^Guten/ }).waitFor()
  expect(page.url()).toBe(home)
})

test('who goes back and comes forward again before answering is asked no more, and loses nothing', async () => {
  await page.goto(`/o/${handle}`)
  await page.getByRole('heading', { level: 1, name: /^Guten/ }).waitFor()
  const home = page.url()
  await page.keyboard.press('Control+k')
  await page.getByRole('combobox', { name: 'Suchen und Befehle' }).fill('person einladen')
  await page.keyboard.press('Enter')
  const name = page.getByRole('dialog', { name: 'Person einladen' }).getByLabel('Name').first()
  await name.fill('Harms')
  await page.locator('tr[data-index="0"]').waitFor()
  const discard = page.getByRole('button', { name: 'Verwerfen' })
  await page.goBack()
  await discard.waitFor()
  await page.goForward()
  await discard.waitFor({ state: 'detached' })
  expect([await name.inputValue(), new URL(page.url()).searchParams.get('new')]).toEqual(['Harms', 'person'])
  await page.goBack()
  await discard.click()
  await page.getByRole('heading', { level: 1, name: /^Guten/ }).waitFor()
  expect(page.url()).toBe(home)
})

test('the way to the content makes no entry of the history, and what is arranged then is kept', async () => {
  await page.goto(`/o/${handle}/people`)
  await page.locator('tr[data-index="0"]').waitFor()
  await settled(page)
  const { url, entries } = { url: page.url(), entries: await page.evaluate(() => window.history.length) }
  await page.getByRole('link', { name: 'Zum Inhalt springen' }).press('Enter')
  expect(await page.locator('main').evaluate((main) => main === document.activeElement)).toBe(true)
  expect([page.url(), await page.evaluate(() => window.history.length)]).toEqual([url, entries])
  await page.getByRole('button', { name: 'Person einladen' }).click()
  const dialog = page.getByRole('dialog', { name: 'Person einladen' })
  await dialog.waitFor()
  expect(new URL(page.url()).searchParams.get('new')).toBe('person')
  await page.keyboard.press('Escape')
  await dialog.waitFor({ state: 'detached' })
  await expect.poll(() => new URL(page.url()).searchParams.get('new')).toBeNull()
})

test('CUS-2 the form is not open again when one comes back from the customer it made', async () => {
  await page.goto(`/o/${handle}/customers?sort=name`)
  await page.getByRole('button', { name: 'Neuer Kunde', exact: true }).click()
  for (const [name, text] of [
    ['Firmenname', 'Wiederkehr Werke GmbH'],
    ['E-Mail', 'post@wiederkehr.example'],
    ['Straße und Hausnummer', 'Am Deich 7'],
    ['Postleitzahl', '20457'],
    ['Ort', 'Hamburg'],
  ] as const)
    await page.getByRole('dialog').getByRole('textbox', { name }).fill(text)
  await page.keyboard.press('Enter')
  await page.getByRole('heading', { level: 1, name: 'Wiederkehr Werke GmbH' }).waitFor()
  await page.goBack()
  await page.locator('tr[data-index="0"]').waitFor()
  await settled(page)
  expect([await page.getByRole('dialog').count(), new URL(page.url()).searchParams.get('new')]).toEqual([0, null])
})

test('PPL-7 a person who was closed stays closed, going back or forward; the address opens them', async () => {
  await page.goto(`/o/${handle}/people?sort=name`)
  const link = page.getByRole('link', { name: 'Malte Thießen' })
  const opened = page.getByRole('dialog', { name: 'Malte Thießen' })
  const isClosed = async () => {
    await expect.poll(() => new URL(page.url()).searchParams.get('person')).toBeNull()
    await settled(page)
    expect(await opened.count()).toBe(0)
  }
  await link.click()
  await opened.waitFor()
  const address = page.url()
  await page.goBack()
  await isClosed()
  await page.goForward()
  await isClosed()
  await link.click()
  await opened.waitFor()
  await page.keyboard.press('Escape')
  await isClosed()
  await page.goBack()
  await isClosed()
  await page.goto(address)
  await opened.waitFor()
})

test('PPL-7 an address opens whoever is in sight, on the page of the list or not, and says where there is nobody', async () => {
  const { items } = await (await page.context().request.get(`/api/v1/o/${handle}/people?q=thiessen`)).json()
  await page.goto(`/o/${handle}/people?q=nobody-of-this-name&person=${items[0].id}`)
  const opened = page.getByRole('dialog', { name: items[0].name })
  await opened.waitFor()
  await page.keyboard.press('Escape')
  await opened.waitFor({ state: 'detached' })
  await page.goto(`/o/${handle}/people?person=${crypto.randomUUID()}`)
  await page.getByRole('status').getByText('Diese Person gehört nicht mehr dazu').waitFor()
  await expect.poll(() => page.url()).not.toContain('person=')
})

test('an address that asks for a person and for a new one opens the person', async () => {
  const { items } = await (await page.context().request.get(`/api/v1/o/${handle}/people?q=thiessen`)).json()
  await page.goto(`/o/${handle}/people?new=person&person=${items[0].id}`)
  await page.getByRole('dialog', { name: items[0].name }).waitFor()
  await settled(page)
  expect(await page.getByRole('dialog').count()).toBe(1)
})
