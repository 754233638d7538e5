import type { Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { enterDemo } from './support/demo.ts'
import { openStage, type Stage } from './support/stage.ts'

// What stands above the rows: the order of views, and everything within reach on a phone.

let stage: Stage
let page: Page
let customers: string

beforeAll(async () => {
  stage = await openStage('demo')
  const entered = await enterDemo(stage, 'jana.petersen')
  page = entered.page
  customers = `/o/${entered.handle}/customers`
})
afterEach(() => stage.expectCalm())
afterAll(() => stage.close())

async function views(): Promise<string[]> {
  const all = await page.getByRole('navigation', { name: 'Ansichten' }).getByRole('link').allTextContents()
  return all.map((text) => text.replace(/\d.*/, ''))
}

test('LST-6 a view of one’s own stands before the shared ones at once, where it stands after a reload', async () => {
  await page.goto(`${customers}?filter=status:in=prospect;city:starts=Hamburg`)
  await page.getByRole('button', { name: 'Ansicht speichern' }).click()
  await page.getByLabel('Name der Ansicht').fill('Nur Hamburg')
  await page.getByRole('button', { name: 'Speichern', exact: true }).click()
  await page.getByRole('link', { name: /^Nur Hamburg/ }).waitFor()
  const places = async () => (await views()).filter((name) => /^(Nur Hamburg|Bremen und umzu)/.test(name))
  await expect.poll(async () => (await places()).length).toBe(2)
  const saved = await views()
  expect((await places())[0]).toMatch(/^Nur Hamburg/)
  await page.reload()
  await page.getByRole('link', { name: /^Nur Hamburg/ }).waitFor()
  await expect.poll(views).toEqual(saved)
})

test('LST-2 ACC-10 on a phone every control above the rows stands in the window, and a long menu ends in it', async () => {
  await page.setViewportSize({ width: 390, height: 664 })
  await page.goto(`${customers}?filter=status:in=prospect,customer;city:starts=H`)
  const controls = [
    page.getByRole('switch', { name: 'Alle meine Organisationen' }),
    page.getByText('Alle meine Organisationen'),
    page.getByRole('button', { name: 'Ort beginnt mit „H“' }),
    page.getByRole('button', { name: 'Zurücksetzen' }),
  ]
  for (const control of controls) {
    await control.waitFor()
    const box = await control.boundingBox()
    expect(box && box.x + box.width).toBeLessThanOrEqual(390)
  }
  await page.getByRole('button', { name: 'Sortieren' }).click()
  const menu = page.getByRole('menu')
  await expect
    .poll(async () => {
      const box = await menu.boundingBox()
      return box !== null && box.y >= 0 && box.y + box.height <= 664
    })
    .toBe(true)
  await menu.getByText('Geändert').click()
  await expect.poll(() => new URL(page.url()).searchParams.get('sort')).toMatch(/changedAt/)
})
