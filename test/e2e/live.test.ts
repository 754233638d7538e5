import type { Page } from 'playwright-core'
import { afterEach, beforeAll, expect, test } from 'vitest'
import { enterDemo } from './support/demo.ts'
import { stageFixture } from './support/stage.ts'
import { namesShown } from './support/steps.ts'
import { settled } from './support/watch.ts'

// Two browsers: what one does is on the screen of the other, and nobody asks twice.

const stage = stageFixture('demo')
/** an administrator of Ahlers Hamburg */
let here: Page
/** sees what they are the contact of */
let there: Page
let hamburg: string
let contact: string

beforeAll(async () => {
  const own = await enterDemo(stage, 'soeren.lassen')
  there = own.page
  hamburg = own.handle
  here = (await enterDemo(stage, 'jana.petersen')).page
  const me = (await (await there.context().request.get('/api/v1/me')).json()) as { person: { id: string } }
  contact = me.person.id
})
afterEach(() => stage.expectCalm())

interface Row {
  id: string
  name: string
  revision: number
}

const customers = () => `/api/v1/o/${hamburg}/customers`

async function rowsOf(page: Page, search = ''): Promise<Row[]> {
  return ((await (await page.context().request.get(`${customers()}${search}`)).json()) as { items: Row[] }).items
}

async function revisionOf(id: string): Promise<number> {
  return ((await (await here.context().request.get(`${customers()}/${id}`)).json()) as Row).revision
}

async function change(id: string, data: object): Promise<void> {
  const headers = { 'if-match': `"${await revisionOf(id)}"` }
  expect((await here.context().request.patch(`${customers()}/${id}`, { data, headers })).status()).toBe(200)
}

async function assign(id: string, person: string | null): Promise<void> {
  const headers = { 'if-match': `"${await revisionOf(id)}"` }
  const reply = await here.context().request.put(`${customers()}/${id}/contact`, { data: { contact: person }, headers })
  expect(reply.status()).toBe(200)
}

/** Opens the list and waits until its stream is there. */
async function openList(page: Page, search = ''): Promise<void> {
  const opened = page.waitForResponse((reply) => reply.url().includes('/events'))
  await page.goto(`/o/${hamburg}/customers${search}`)
  await opened
  await page.locator('tr[data-index="0"]').waitFor()
}

test('LST-10 two browsers: a change is on the other screen within a second, and a row that leaves goes', async () => {
  await openList(there)
  const [first, second] = await rowsOf(there)
  const count = (await rowsOf(there, '?limit=200')).length
  const names = await namesShown(there)
  // a stream that was just opened looks no sooner
  await there.waitForTimeout(800)
  const begun = Date.now()
  await change(first?.id ?? '', { phone: '+49 40 987654' })
  await there.getByRole('cell', { name: '+49 40 987654' }).waitFor()
  expect(Date.now() - begun).toBeLessThan(1_500)
  // where it stood, and marked
  expect(await namesShown(there)).toEqual(names)
  await expect.poll(() => there.locator('tr[class*="fresh"]').count()).toBe(1)
  await expect.poll(() => there.locator('tr[class*="fresh"]').count(), { timeout: 5_000 }).toBe(0)

  await assign(second?.id ?? '', null)
  await there.getByRole('link', { name: second?.name ?? '', exact: true }).waitFor({ state: 'detached' })
  await there
    .locator('footer')
    .getByText(`${count - 1} Kunden`)
    .waitFor()

  // it comes back: announced while somebody points at a row, and loaded by a click
  await there.locator('tr[data-index="0"]').hover()
  await assign(second?.id ?? '', contact)
  await there.getByRole('button', { name: '1 neue Zeile laden' }).click()
  await there.getByRole('link', { name: second?.name ?? '', exact: true }).waitFor()
  expect(await namesShown(there)).toEqual(names)
  expect(await there.getByRole('button', { name: /neue Zeile/ }).count()).toBe(0)
}, 60_000)

/** Collects how often the list itself is asked for. */
function asksOf(page: Page): string[] {
  const asked: string[] = []
  page.on('request', (request) => {
    const { pathname, search } = new URL(request.url())
    if (pathname === customers()) asked.push(search)
  })
  return asked
}

test('LST-10 opening a list asks for it once; what changed before its stream was open is shown', async () => {
  const page = await there.context().newPage()
  const asked = asksOf(page)
  await openList(page)
  await settled(page)
  await page.waitForTimeout(1_000)
  expect(asked).toHaveLength(1)

  // the list is there, its stream is not yet
  const [first] = await rowsOf(there)
  let letOpen: () => void = () => undefined
  const planted = new Promise<void>((resolve) => {
    letOpen = resolve
  })
  await page.route(/\/events(?:\?|$)/, async (route) => {
    await planted
    await route.continue()
  })
  await page.reload()
  await page.locator('tr[data-index="0"]').waitFor()
  await change(first?.id ?? '', { phone: '+49 40 700800' })
  expect(await page.getByRole('cell', { name: '+49 40 700800' }).count()).toBe(0)
  letOpen()
  await page.getByRole('cell', { name: '+49 40 700800' }).waitFor()
  await page.close()
}, 60_000)

test('LST-10 what is told while the list is on its way is shown, though its reply does not hold it', async () => {
  const page = await there.context().newPage()
  const [first] = await rowsOf(there)
  let isFirst = true
  await page.route(
    ({ pathname }) => pathname === customers(),
    async (route) => {
      if (!isFirst) return route.continue()
      isFirst = false
      const reply = await route.fetch()
      await change(first?.id ?? '', { phone: '+49 40 900100' })
      // long enough for the stream to have told it
      await page.waitForTimeout(1_500)
      await route.fulfill({ response: reply })
    },
  )
  await page.goto(`/o/${hamburg}/customers`)
  await page.getByRole('cell', { name: '+49 40 900100' }).waitFor()
  await page.close()
}, 60_000)

test('LST-10 a row that goes moves neither what is read nor the focus', async () => {
  await openList(here)
  const rows = await rowsOf(here, '?limit=200')
  const scroller = here.locator('table').locator('..')
  await scroller.evaluate((box) => box.scrollTo({ top: 1_200 }))
  const row = here.locator('tr[data-index="40"]')
  await row.focus()
  const name = rows[40]?.name ?? ''
  const top = async () => (await here.getByRole('link', { name, exact: true }).first().boundingBox())?.y
  const stood = await top()
  // out of the sight of everybody here: of another partner
  await stage.portal.owner.query(
    `update customers set owner_id = (select o.id from organizations o where o.operator_id = customers.operator_id
        and o.name like 'Lübeck%' or o.id = customers.operator_id limit 1), contact_id = null where id = $1`,
    [rows[2]?.id],
  )
  await expect.poll(() => here.locator('tr[data-index="39"] td a').textContent()).toBe(name)
  expect(await top()).toBe(stood)
  expect(await here.locator('tr[data-index="39"]').evaluate((one) => one === document.activeElement)).toBe(true)
  await here.keyboard.press('ArrowDown')
  expect(await here.locator('tr[data-index="40"]').evaluate((one) => one === document.activeElement)).toBe(true)
}, 60_000)

test('LST-10 an open customer: who changed it is named, what is typed stays, and out of sight it is gone', async () => {
  const [row] = await rowsOf(there)
  const id = row?.id ?? ''
  const opened = there.waitForResponse((reply) => reply.url().includes('/events'))
  await there.goto(`/o/${hamburg}/customers/${id}`)
  await opened
  await there.getByRole('heading', { level: 1, name: row?.name ?? '' }).waitFor()
  await change(id, { website: 'www.neu.example' })
  await there.getByText('Jana Petersen hat diesen Kunden gerade geändert.').waitFor()
  await there.getByRole('link', { name: 'www.neu.example' }).waitFor()
  await there.getByRole('status').getByRole('button', { name: 'Schließen' }).click()
  await assign(id, null)
  await there.getByText('Diesen Kunden gibt es hier nicht').waitFor()
  await assign(id, contact)
}, 60_000)

test('LST-10 CUS-5 somebody else saves while a form is open: they are named, and nothing typed is lost', async () => {
  const [row] = await rowsOf(here, '?q=Brinkmann')
  const id = row?.id ?? ''
  const author = (await enterDemo(stage, 'lennart.voss')).page.context().request
  const opened = here.waitForResponse((reply) => reply.url().includes('/events'))
  await here.goto(`/o/${hamburg}/customers/${id}`)
  await opened
  await here.getByRole('button', { name: 'Bearbeiten' }).click()
  await here.getByLabel('Telefon').fill('+49 40 55')
  const headers = { 'if-match': `"${await revisionOf(id)}"` }
  const saved = await author.patch(`${customers()}/${id}`, { data: { website: 'www.neuer.example' }, headers })
  expect(saved.status()).toBe(200)
  await here.getByText('Lennart Voß hat diesen Kunden gerade geändert.').waitFor()
  expect(await here.getByLabel('Telefon').inputValue()).toBe('+49 40 55')
  // an own change is no news
  await here.getByRole('status').getByRole('button', { name: 'Schließen' }).click()
  await here.getByRole('button', { name: 'Abbrechen' }).click()
  await here.getByRole('button', { name: 'Verwerfen' }).click()
  await change(id, { website: 'www.eigener.example' })
  await here.getByRole('link', { name: 'www.eigener.example' }).waitFor()
  expect(await here.getByText('hat diesen Kunden gerade geändert').count()).toBe(0)
}, 60_000)

test('LST-10 nothing is asked while nothing happens; a hidden window has no stream, and catches up', async () => {
  const idle = Number(process.env['IDLE_SECONDS'] ?? 4)
  await openList(there)
  await settled(there)
  const asked: string[] = []
  there.on('request', (request) => void (request.url().includes('/api/') && asked.push(request.url())))
  await there.waitForTimeout(idle * 1_000)
  expect(asked).toEqual([])

  await hide(there, true)
  const [first] = await rowsOf(there)
  await change(first?.id ?? '', { phone: '+49 40 111222' })
  await there.waitForTimeout(1_500)
  expect(asked).toEqual([])
  expect(await there.getByRole('cell', { name: '+49 40 111222' }).count()).toBe(0)
  await hide(there, false)
  await there.getByRole('cell', { name: '+49 40 111222' }).waitFor()
  expect(asked.filter((url) => url.includes('/events'))).toHaveLength(1)
}, 90_000)

/** What the browser does when another tab comes to the front. */
function hide(page: Page, hidden: boolean): Promise<void> {
  return page.evaluate((value) => {
    Object.defineProperty(document, 'hidden', { configurable: true, get: () => value })
    document.dispatchEvent(new Event('visibilitychange'))
  }, hidden)
}
