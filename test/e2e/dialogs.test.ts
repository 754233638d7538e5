import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { tooWide, violations } from './support/inspections.ts'
import { states } from './support/states.ts'
import { openTour, type Tour } from './support/tour.ts'

let tour: Tour

beforeAll(async () => {
  tour = await openTour()
})
afterAll(() => tour.stage.close())

describe.each(states)('$name', ({ name, wide }) => {
  let page: Page
  beforeAll(async () => {
    page = await tour.open(name)
  })

  test('WCAG 2.2 AA in both themes', async () => {
    expect(await violations(page)).toEqual([])
    tour.stage.expectCalm()
  })

  test.skipIf(wide)('fits into every width', async () => {
    expect(await tooWide(page)).toEqual([])
    tour.stage.expectCalm()
  })
})

describe('the error of a postal code', () => {
  const topOf = async (page: Page, text: string) => (await page.getByText(text, { exact: true }).boundingBox())?.y

  test('stands beside the one of its neighbour', async () => {
    const page = await tour.open('new-customer-missing')
    expect(await topOf(page, 'Postleitzahl fehlt noch.')).toBe(await topOf(page, 'Ort fehlt noch.'))
  })

  test('stands at its field on a phone, before the next one', async () => {
    const page = await tour.open('new-customer-missing')
    const city = page.getByRole('textbox', { name: /^Ort/ })
    await city.fill('Reinbek')
    await page.getByRole('button', { name: 'Kunde anlegen' }).click()
    await page.getByText('Ort fehlt noch.').waitFor({ state: 'detached' })
    await page.setViewportSize({ width: 390, height: 844 })
    const said = page.getByText('Postleitzahl fehlt noch.').filter({ visible: true })
    const box = await said.boundingBox()
    expect(box?.height).toBeGreaterThan(10)
    expect(box?.y).toBeLessThan((await city.boundingBox())?.y ?? 0)
  })
})

describe('the errors of a form', () => {
  test('go where a field is changed, also from the summary, and come back with what was refused', async () => {
    const page = await tour.open('new-customer-missing')
    const dialog = page.getByRole('dialog')
    const summed = dialog.getByRole('button', { name: 'Ort', exact: true })
    await summed.waitFor()
    const city = dialog.getByRole('textbox', { name: /^Ort/ })
    await city.fill('R')
    await dialog.getByText('Ort fehlt noch.').waitFor({ state: 'detached' })
    await summed.waitFor({ state: 'detached' })
    await dialog.getByText('Postleitzahl fehlt noch.').filter({ visible: true }).waitFor()
    await city.fill('')
    await dialog.getByText('Ort fehlt noch.').waitFor()
  })
})
