import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { enterDemo } from './support/demo.ts'
import { isFocused } from './support/keys.ts'
import { stageFixture } from './support/stage.ts'
import { namesShown } from './support/steps.ts'
import { settled } from './support/watch.ts'

const stage = stageFixture('demo')

async function openCustomer(page: Page, handle: string, name: string): Promise<void> {
  await page.goto(`/o/${handle}/customers?q=${encodeURIComponent(name)}`)
  await page.getByRole('link', { name }).first().click()
  await page.getByRole('heading', { name, level: 1 }).waitFor()
}

const panel = (page: Page) => page.getByRole('region', { name: /das\?$/ })

async function boxOf(page: Page) {
  const box = await panel(page).boundingBox()
  if (!box) throw new Error('the panel is not shown')
  return box
}

test('ACC-18 the page says why, for whom not, and leads to the setting that changes it', async () => {
  const { page, handle } = await enterDemo(stage, 'user1')
  await openCustomer(page, handle, 'Albrecht Feinmechanik GmbH')
  await panel(page).getByText('Ihre Mitgliedschaft bei Dreiklang IT GmbH reicht bis zu diesem Kunden.').waitFor()

  await panel(page).getByRole('button', { name: 'Andere Person oder Frage prüfen' }).click()
  await panel(page).getByLabel('Person', { exact: true }).fill('Ute')
  await page.getByRole('option', { name: 'Ute Siemers · Dreiklang IT GmbH' }).click()
  await panel(page).getByText('Ute Siemers ist nicht Partner-Kontakt').waitFor()
  await panel(page).getByRole('button', { name: 'Partner-Kontakt zuweisen' }).click()
  const dialog = page.getByRole('dialog', { name: 'Partner-Kontakt zuweisen' })
  await dialog.getByRole('radio', { name: 'Ute Siemers' }).check()
  await dialog.getByRole('button', { name: 'Zuweisen' }).click()
  await panel(page).getByText('Ute Siemers sieht diesen Kunden als sein Partner-Kontakt.').waitFor()

  await panel(page).getByLabel('Person', { exact: true }).fill('Uwe')
  await page.getByRole('option', { name: 'Uwe Marquardt · Dreiklang IT GmbH' }).click()
  await panel(page).getByText('Die Sichtbarkeit steht auf „Keine“.').waitFor()
  // the question stands in the address
  await page.reload()
  await panel(page).getByRole('link', { name: 'Unter Personen ändern' }).click()
  const person = page.getByRole('dialog', { name: 'Uwe Marquardt' })
  await person.getByRole('radio', { name: /^Alle/ }).check()
  await person.getByRole('button', { name: 'Änderungen speichern' }).click()
  await page.getByText('Änderungen gespeichert').waitFor()
  await page.goBack()
  await panel(page).getByText('Die Mitgliedschaft von Uwe Marquardt bei Dreiklang IT GmbH reicht').waitFor()
  stage.expectCalm()
})

test('ACC-8 ACC-18 a locked action leads to what locks it, from the menu and by keyboard', async () => {
  const { page, handle } = await enterDemo(stage, 'user3')
  await openCustomer(page, handle, 'Carstens Metallbau KG')
  await page.getByRole('button', { name: 'Ändern', exact: true }).focus()
  await page.keyboard.press('Enter')
  await panel(page).getByText('Ihre Rolle darf nicht den Partner-Kontakt zuweisen').waitFor()
  await panel(page).getByText('Das können Ulla Brandt und Uwe Marquardt ändern.').waitFor()
  await page.getByRole('button', { name: 'Aktionen' }).click()
  await page.getByRole('menuitem', { name: /Zum Interessenten machen/ }).press('Enter')
  await panel(page).getByText('Sie dürfen hier nicht den Status ändern.').waitFor()
  await expect.poll(() => panel(page).evaluate((one) => one === document.activeElement)).toBe(true)
  stage.expectCalm()
})

test('ACC-13 on a phone the question of the list leads to its answer, in sight and with the focus', async () => {
  const { page, handle } = await enterDemo(stage, 'user3', { viewport: { width: 390, height: 844 } })
  await page.goto(`/o/${handle}/customers`)
  // a slow net: the page comes long after its address, and what stands above the answer after the answer
  for (const slow of ['**/assets/customer-page-*.js', '**/history*']) {
    await page.route(slow, async (route) => {
      await new Promise((resolve) => setTimeout(resolve, 800))
      await route.continue()
    })
  }
  await page.getByRole('link', { name: 'Warum?' }).click()
  await panel(page).getByText('Sie sehen diesen Kunden, weil Sie sein Partner-Kontakt sind.').waitFor()
  await page.getByText('hat den Kunden importiert').waitFor()
  await settled(page)
  await expect.poll(() => isFocused(panel(page))).toBe(true)
  const { y, height } = await boxOf(page)
  expect(y).toBeGreaterThan(0)
  expect(y + height).toBeLessThanOrEqual(844)
  expect(page.url()).toMatch(/\/customers\/[\w-]+#why$/)
  // said together with the name of the panel
  const described = (await panel(page).getAttribute('aria-describedby')) ?? ''
  expect(await page.locator(`#${described}`).textContent()).toMatch(/^Sie sehen diesen Kunden/)
  stage.expectCalm()
})

test('ACC-13 beside the customer the answer takes the focus, and the page stays where it is', async () => {
  const { page, handle } = await enterDemo(stage, 'user3')
  const ask = async () => {
    await page.getByRole('link', { name: 'Warum?' }).click()
    await panel(page).getByText('Sie sehen diesen Kunden').waitFor()
    await expect.poll(() => isFocused(panel(page))).toBe(true)
    await settled(page)
    return boxOf(page)
  }
  await page.goto(`/o/${handle}/customers`)
  const { y, height } = await ask()
  // just in sight, on a page that could scroll
  await page.setViewportSize({ width: 1440, height: Math.ceil(y + height) + 8 })
  await page.goBack()
  expect((await ask()).y).toBe(y)
  await page.reload()
  await expect.poll(() => isFocused(panel(page))).toBe(true)
  await settled(page)
  expect((await boxOf(page)).y).toBe(y)
  stage.expectCalm()
})

test('ACC-10 the switch lists all own organisations, and a row opens where its membership is', async () => {
  const { page } = await enterDemo(stage, 'jana.petersen')
  const { memberships } = await (await page.context().request.get('/api/v1/me')).json()
  const { organization } = memberships.find(
    (one: { organization: { name: string } }) => one.organization.name === 'Ahlers Hamburg',
  )
  // entered by mistake under two names, and both belong to another site
  await page.goto(`/o/${organization.handle}/customers?q=Landbaeckerei+Thiessen`)
  await page.getByText('Nichts passt zu „Landbaeckerei Thiessen“').waitFor()
  await page.getByRole('switch', { name: 'Alle meine Organisationen' }).check()
  await expect.poll(() => page.url()).toContain('across=memberships')
  await settled(page)
  await expect.poll(async () => (await namesShown(page)).length).toBeGreaterThan(0)
  await page.getByRole('button', { name: /Partner\W+Menü/ }).click()
  await page.getByRole('checkbox', { name: /Ahlers Bremen/ }).check()
  await page.keyboard.press('Escape')
  await expect.poll(async () => (await namesShown(page)).every((name) => name.startsWith('Landb'))).toBe(true)
  expect((await namesShown(page)).length).toBeGreaterThan(0)
  await page.reload()
  await page.getByRole('switch', { name: 'Alle meine Organisationen', checked: true }).waitFor()
  await expect.poll(async () => (await namesShown(page)).length).toBeGreaterThan(0)
  await page.locator('tbody tr[data-index] td a').first().click()
  await page.getByRole('heading', { level: 1, name: /Landb/ }).waitFor()
  expect(new URL(page.url()).pathname).toMatch(/^\/o\/ahlers-bremen-/)
  await page.getByRole('button', { name: 'Aktionen' }).click()
  await page.getByRole('menuitem', { name: 'Partner-Kontakt zuweisen' }).waitFor()
  await page.keyboard.press('Escape')
  // back to the list that was left, not to one of the site
  await page.getByRole('navigation', { name: 'Kunden & Interessenten' }).getByRole('link').click()
  await page.getByRole('switch', { name: 'Alle meine Organisationen', checked: true }).waitFor()
  expect(new URL(page.url()).pathname).toBe(`/o/${organization.handle}/customers`)
  stage.expectCalm()
})

test('ACC-10 while working as another organisation the switch is locked and says why', async () => {
  const { page, handle } = await enterDemo(stage, 'jana.petersen')
  const { items } = await (await page.context().request.get(`/api/v1/o/${handle}/organizations?q=Brinkmann`)).json()
  const tenant = items.find(({ entry }: { entry: string }) => entry === 'work_as')
  await page.goto(`/o/${tenant.handle}/customers?across=memberships`)
  const locked = page.getByRole('switch', { name: 'Alle meine Organisationen' })
  await locked.waitFor()
  expect(await locked.getAttribute('aria-disabled')).toBe('true')
  await locked.focus()
  await page.getByRole('tooltip').getByText('Solange Sie als eine andere Organisation arbeiten').waitFor()
  await locked.press('Space')
  expect(await locked.isChecked()).toBe(false)
  stage.expectCalm()
})
