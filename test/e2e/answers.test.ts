import type { Page } from 'playwright-core'
import { afterEach, beforeAll, expect, test } from 'vitest'
import { enterDemo } from './support/demo.ts'
import { holdSaving } from './support/hold-saving.ts'
import { stageFixture } from './support/stage.ts'
import { settled } from './support/watch.ts'

// What became of a write is told, wherever somebody goes and whatever becomes of the connection.

const stage = stageFixture('demo')
let page: Page
let handle: string

beforeAll(async () => {
  const entered = await enterDemo(stage, 'jana.petersen')
  page = entered.page
  handle = entered.handle
})
afterEach(async () => {
  await page.unrouteAll({ behavior: 'ignoreErrors' })
  stage.expectCalm()
})

const button = (name: string) => page.getByRole('button', { name, exact: true })
const choose = (name: string) => page.getByRole('row', { name }).getByRole('checkbox')
const follow = (name: string) => page.getByRole('link', { name, exact: true }).first()
const inDialog = (name: string) => page.getByRole('dialog').getByRole('button', { name, exact: true })
const radio = (name: string) => page.getByRole('radio', { name })

test.each([
  [
    '**/contact-assignments',
    'Kunden & Interessenten',
    () => [
      choose('Brinkmann Logistik'),
      button('Partner-Kontakt zuweisen'),
      radio('Sören Lassen'),
      inDialog('Zuweisen'),
    ],
    'Partner-Kontakt ist jetzt Sören Lassen',
  ],
  [
    '**/people/links',
    'Personen',
    () => [choose('Sören Lassen'), button('Link senden'), inDialog('Link senden')],
    'Die Links sind unterwegs.',
  ],
  [
    '**/people/*/links',
    'Personen',
    () => [follow('Sören Lassen'), inDialog('Passwort-Link senden')],
    'Frühere Links gelten nicht mehr.',
  ],
  [
    '**/removal',
    'Personen',
    () => [follow('Levke Mommsen'), inDialog('Einladung zurückziehen …'), inDialog('Einladung zurückziehen')],
    'Die Einladung an Levke Mommsen ist zurückgezogen',
  ],
  ['**/logo', 'Erscheinungsbild', () => [button('Entfernen …'), inDialog('Logo entfernen')], 'Das Logo ist entfernt'],
])('going back waits for the answer of %s, which is told', async (address, at, presses, told) => {
  await page.goto(`/o/${handle}`)
  await follow(at).click()
  if (at === 'Kunden & Interessenten') {
    await page.getByRole('textbox', { name: 'Liste durchsuchen' }).fill('brinkmann')
    await page.waitForURL(/q=brinkmann/)
  }
  await settled(page)
  const { passOn } = await holdSaving(page, address)
  for (const target of presses()) await target.click()
  await page.getByRole('dialog').locator('button[aria-busy="true"]').first().waitFor()
  const before = page.url()
  await page.goBack()
  await new Promise((resolve) => setTimeout(resolve, 300))
  expect([await page.getByRole('dialog').count(), page.url()]).toEqual([1, before])
  passOn()
  await page.getByText(told).first().waitFor()
})

test('what is saved while the browser believes to be offline is sent at once, and its answer told', async () => {
  await page.goto(`/o/${handle}/customers?sort=name`)
  await page.locator('tbody tr[data-index] td a').first().click()
  await button('Ändern').click()
  const choice = page.getByRole('dialog').getByRole('radio', { checked: false }).first()
  await choice.check()
  // the browser says so itself; it would complain of each request
  await page.evaluate(() => Object.defineProperty(navigator, 'onLine', { configurable: true, get: () => false }))
  await page.evaluate(() => window.dispatchEvent(new Event('offline')))
  const { sent, passOn } = await holdSaving(page, '**/contact')
  await inDialog('Zuweisen').click()
  await expect.poll(sent).toBe(1)
  passOn()
  await page.getByText('Partner-Kontakt ist jetzt').first().waitFor()
  await page.reload()
})

test('what may have been saved without an answer is not saved twice', async () => {
  await page.goto(`/o/${handle}/customers?new=customer`)
  const dialog = page.getByRole('dialog')
  for (const [name, text] of [
    ['Firmenname', 'Funkstille Werft GmbH'],
    ['E-Mail', 'post@funkstille.example'],
    ['Straße und Hausnummer', 'Kai 1'],
    ['Postleitzahl', '24103'],
    ['Ort', 'Kiel'],
  ] as const)
    await dialog.getByRole('textbox', { name }).fill(text)
  const keys: (string | undefined)[] = []
  await page.route('**/customers', async (route) => {
    if (route.request().method() !== 'POST') return route.fallback()
    keys.push(route.request().headers()['idempotency-key'])
    return route.fallback()
  })
  // the answer is lost on the way; the browser would complain of a broken connection
  await page.evaluate(() => {
    const fetch = window.fetch.bind(window)
    window.fetch = async (input, init) => {
      const reply = await fetch(input, init)
      if (init?.method !== 'POST') return reply
      window.fetch = fetch
      throw new TypeError('Failed to fetch')
    }
  })
  await page.keyboard.press('Enter')
  await dialog.getByText('Ob gespeichert wurde, ist ungewiss.').waitFor()
  // it is its own namesake by now
  await page.keyboard.press('Enter')
  await dialog.getByRole('link', { name: 'Funkstille Werft GmbH' }).waitFor()
  await dialog.getByRole('button', { name: 'Trotzdem anlegen' }).click()
  await page.getByRole('heading', { level: 1, name: 'Funkstille Werft GmbH' }).waitFor()
  expect(keys).toEqual([keys[0], keys[0]])
  const found = await page.context().request.get(`/api/v1/o/${handle}/customers?q=funkstille`)
  expect((await found.json()).items).toHaveLength(1)
})
