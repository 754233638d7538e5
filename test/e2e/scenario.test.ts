import { readFile } from 'node:fs/promises'
import type { Download, Page } from 'playwright-core'
import { beforeAll, expect, test } from 'vitest'
import { z } from 'zod'
import { enterDemo } from './support/demo.ts'
import { stageFixture } from './support/stage.ts'
import { namesShown } from './support/steps.ts'
import { settled } from './support/watch.ts'

// The scenario that the product was first described with: three customers, three people, each sees what they should,
// wherever they look.

const a = 'Albrecht Feinmechanik GmbH'
const b = 'Borchert Pumpen GmbH & Co. KG'
const c = 'Carstens Metallbau KG'
const all = [a, b, c]
const people = [
  { login: 'user1', visibility: 'all', sees: [a, b, c] },
  { login: 'user2', visibility: 'none', sees: [] },
  { login: 'user3', visibility: 'own', sees: [c] },
]

const stage = stageFixture('demo')
/** by name */
let ids: Record<string, string>

beforeAll(async () => {
  const { page, handle } = await enterDemo(stage, 'user1')
  const { items } = await page
    .context()
    .request.get(`/api/v1/o/${handle}/customers`)
    .then((r) => r.json())
  const rows = z.array(z.object({ id: z.string(), name: z.string() })).parse(items)
  ids = Object.fromEntries(rows.map(({ id, name }) => [name, id]))
  expect(Object.keys(ids)).toEqual(all)
})

test.each(people)('ACC-9 the API tells $login, who sees $visibility, of exactly $sees', async ({ login, sees }) => {
  const { page, handle } = await enterDemo(stage, login)
  const get = (path: string) => page.context().request.get(`/api/v1/o/${handle}/customers${path}`)
  const names = async (path: string) => {
    const { items } = z.object({ items: z.array(z.object({ name: z.string() })) }).parse(await (await get(path)).json())
    return items.map(({ name }) => name)
  }
  expect(await names('')).toEqual(sees)
  expect(await (await get('/total')).json()).toEqual({ value: sees.length, exact: true })
  expect(namesIn(await (await get('.csv?columns=name')).text())).toEqual(sees)
  for (const name of all) {
    const seen = sees.includes(name)
    const word = name.slice(0, name.indexOf(' '))
    expect(await names(`?q=${word}`)).toEqual(seen ? [name] : [])
    expect(await (await get(`/total?q=${word}`)).json()).toEqual({ value: seen ? 1 : 0, exact: true })
    expect((await get(`/${ids[name]}`)).status()).toBe(seen ? 200 : 404)
    expect((await get(`/${ids[name]}/history`)).status()).toBe(seen ? 200 : 404)
  }
  stage.expectCalm()
})

test.each(people)('ACC-9 the pages show $login, who sees $visibility, exactly $sees', async ({ login, sees }) => {
  const { page, handle } = await enterDemo(stage, login)
  await page.goto(`/o/${handle}/customers`)
  await settled(page)
  await expect.poll(() => namesShown(page)).toEqual(sees)
  for (const name of all) {
    await page.goto(`/o/${handle}/customers/${ids[name]}`)
    const shown = page.getByRole('heading', { name, level: 1 })
    const refused = page.getByText('Diesen Kunden gibt es hier nicht')
    await shown.or(refused).waitFor()
    await settled(page)
    const seen = sees.includes(name)
    expect(await shown.count()).toBe(seen ? 1 : 0)
    expect(await page.getByRole('heading', { name: 'Verlauf' }).count()).toBe(seen ? 1 : 0)
    expect(await refused.count()).toBe(seen ? 0 : 1)
  }
  stage.expectCalm()
})

test.each(people.filter(({ sees }) => sees.length > 0))('ACC-9 $login counts, exports and finds $sees', async (one) => {
  const { page, handle } = await enterDemo(stage, one.login)
  await page.goto(`/o/${handle}/customers`)
  await page
    .locator('footer')
    .getByText(one.sees.length === 1 ? '1 Kunde' : `${one.sees.length} Kunden`)
    .waitFor()
  expect(namesIn(await contentOf(await exported(page)))).toEqual(one.sees)
  for (const name of all) {
    await page.getByRole('textbox', { name: 'Liste durchsuchen' }).fill(name)
    await expect.poll(() => namesShown(page)).toEqual(one.sees.includes(name) ? [name] : [])
  }
  stage.expectCalm()
})

test('ACC-9 User 2 raises the own visibility among the people, sees all three, and the audit list says so', async () => {
  const { page, handle } = await enterDemo(stage, 'user2')
  await page.goto(`/o/${handle}/customers`)
  await page.getByText('Ihre Sichtbarkeit von Kundendaten steht auf „Keine“.').last().waitFor()
  await page.getByRole('link', { name: 'Sichtbarkeit ändern' }).click()
  const dialog = page.getByRole('dialog', { name: 'Uwe Marquardt' })
  await dialog.getByRole('radio', { name: /^Alle/ }).check()
  await dialog.getByRole('button', { name: 'Änderungen speichern' }).click()
  await page.getByText('Änderungen gespeichert').waitFor()

  await page.getByRole('link', { name: 'Kunden & Interessenten' }).click()
  await expect.poll(() => namesShown(page)).toEqual(all)
  await page.getByRole('link', { name: 'Protokoll' }).click()
  const entry = page.getByRole('row', { name: /Uwe Marquardt.*Sichtbarkeit geändert/ })
  await entry.first().waitFor()
  expect(await entry.first().textContent()).toContain('Keine → Alle')
  stage.expectCalm()
})

async function exported(page: Page): Promise<Download> {
  const download = page.waitForEvent('download')
  await page.getByRole('button', { name: 'Export' }).click()
  await page.getByRole('menuitem', { name: /^CSV.*sichtbare Spalten/ }).click()
  return download
}

async function contentOf(download: Download): Promise<string> {
  return readFile(await download.path(), 'utf8')
}

/** The customers of the scenario that stand in a text, in order. */
function namesIn(text: string): string[] {
  return all.filter((name) => text.includes(name))
}
