import type { Page, Response } from 'playwright-core'
import { afterEach, expect, test } from 'vitest'
import { demoSignIn } from './support/demo.ts'
import { stageFixture } from './support/stage.ts'
import { settled } from './support/watch.ts'

// What a browser fetches before somebody sees their first list (quality.md).

const promised = 320 * 1024

const stage = stageFixture('demo')

afterEach(() => stage.expectCalm())

interface Script {
  name: string
  bytes: number
  encoding: string | undefined
}

/** The scripts that a page has fetched so far, as they came through the wire. */
function scriptsOf(page: Page): () => Promise<Script[]> {
  const replies: Response[] = []
  page.on('response', (reply) => {
    if (new URL(reply.url()).pathname.endsWith('.js')) replies.push(reply)
  })
  return () =>
    Promise.all(
      replies.map(async (reply) => ({
        name: new URL(reply.url()).pathname.replace('/assets/', '').replace(/-[\w-]{8}\.js$/, ''),
        bytes: (await reply.request().sizes()).responseBodySize,
        encoding: (await reply.allHeaders())['content-encoding'],
      })),
    )
}

/** From the sign-in page to the first list, as somebody does it who has never been here. */
async function firstList(page: Page): Promise<void> {
  const { password, organization } = await demoSignIn(stage.server, 'jana.petersen')
  await page.goto(`/sign-in?next=${encodeURIComponent(`/o/${organization.handle}/customers`)}`)
  await page.getByLabel('E-Mail oder Anmeldename').fill('jana.petersen')
  await page.getByLabel('Passwort', { exact: true }).fill(password)
  await page.getByRole('button', { name: 'Anmelden', exact: true }).click()
  await page.locator('tbody tr[data-index]').first().waitFor()
  await settled(page)
}

test('sign-in and first list fetch at most 320 KiB of scripts, all of them packed', async () => {
  // without TLS browsers take nothing smaller
  const page = await stage.window({ extraHTTPHeaders: { 'accept-encoding': 'gzip' } })
  // fetched once the page is calm, which may be before all is looked at here; the list must do without it
  await page.context().route(/\/assets\/(?:palette|imports)-[\w-]{8}\.js/, (route) => route.fulfill({ status: 404 }))
  const fetched = scriptsOf(page)
  await firstList(page)
  const scripts = (await fetched()).filter(({ name }) => !['palette', 'imports'].includes(name))
  expect(scripts.length).toBeGreaterThan(5)
  expect(scripts.filter(({ encoding }) => encoding !== 'gzip')).toEqual([])
  const bytes = scripts.reduce((sum, script) => sum + script.bytes, 0)
  expect(bytes, scripts.map(({ name, bytes: size }) => `${name} ${size}`).join('\n')).toBeLessThanOrEqual(promised)
})

test('LST-4 what drags columns is fetched when the button is approached; the panel opens whole, its first box has the focus', async () => {
  const page = await stage.window()
  const fetched = scriptsOf(page)
  const hasDragging = async () => (await fetched()).some(({ name }) => name === 'sortable-columns')
  await firstList(page)
  expect(await hasDragging()).toBe(false)
  const button = page.getByRole('button', { name: 'Spalten', exact: true })
  await button.hover()
  await expect.poll(hasDragging).toBe(true)
  await button.click()
  const panel = page.getByRole('dialog', { name: 'Spalten' })
  await panel.getByRole('button', { name: 'Ort verschieben' }).waitFor()
  await expect
    .poll(() =>
      panel
        .getByRole('checkbox')
        .first()
        .evaluate((box) => box === document.activeElement),
    )
    .toBe(true)
})

test('LST-4 where it cannot be fetched, the page says so, and the button waits no longer', async () => {
  const page = await stage.window()
  await firstList(page)
  await page.context().route(/sortable-columns/, (route) => route.fulfill({ status: 404 }))
  const button = page.getByRole('button', { name: 'Spalten', exact: true })
  await button.click()
  await page.getByText('Die Spalten lassen sich gerade nicht laden.').waitFor()
  expect(await button.getAttribute('aria-expanded')).toBe('false')
  expect(await button.getAttribute('aria-busy')).toBeNull()
})
