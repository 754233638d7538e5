import type { Locator } from 'playwright-core'
import { expect, test } from 'vitest'
import { enterDemo } from './support/demo.ts'
import { stageFixture } from './support/stage.ts'
import { settled } from './support/watch.ts'

const stage = stageFixture('demo')

function groundOf(button: Locator): Promise<string> {
  return button.evaluate((one) => getComputedStyle(one).backgroundColor)
}

test('a customer or an import out of sight has the page of an address that leads nowhere', async () => {
  const { page, handle } = await enterDemo(stage, 'jana.petersen')
  const nowhere = '018f0000-0000-7000-8000-000000000000'
  const looks = []
  for (const [path, title, next] of [
    ['nowhere', 'Diese Seite gibt es nicht', 'Zur Startseite'],
    [`customers/${nowhere}`, 'Diesen Kunden gibt es hier nicht', 'Zu den Kunden'],
    [`imports/${nowhere}`, 'Diesen Import gibt es hier nicht', 'Zu den Importen'],
  ] as const) {
    await page.goto(`/o/${handle}/${path}`)
    const heading = page.getByRole('alert').getByRole('heading', { name: title, level: 1 })
    await heading.waitFor()
    await expect.poll(() => page.title()).toBe(`${title} · Kontor`)
    await page.getByRole('alert').getByRole('link', { name: next }).waitFor()
    await settled(page)
    const { x, y, height } = (await heading.boundingBox()) ?? {}
    looks.push({ x, y, height })
  }
  expect(looks).toEqual([looks[0], looks[0], looks[0]])
})

test('CUS-5 while a customer is edited, saving is the one primary action', async () => {
  const { page, handle } = await enterDemo(stage, 'jana.petersen')
  await page.goto(`/o/${handle}/customers?q=Brinkmann+Logistik`)
  await page.locator('tbody tr[data-index] td a').first().click()
  const actions = page.getByRole('button', { name: 'Aktionen' })
  await actions.waitFor()
  const primary = await groundOf(actions)
  const filled = async () => {
    const buttons = await page.locator('main button').all()
    const named = buttons.map(async (one) => ((await groundOf(one)) === primary ? await one.textContent() : null))
    return (await Promise.all(named)).filter((name) => name !== null)
  }
  expect(await filled()).toEqual(['Aktionen'])
  await page.getByRole('button', { name: 'Bearbeiten' }).click()
  await page.getByRole('button', { name: 'Änderungen speichern' }).waitFor()
  await expect.poll(filled).toEqual(['Änderungen speichern'])
  await page.getByRole('button', { name: 'Abbrechen' }).click()
  await expect.poll(filled).toEqual(['Aktionen'])
  stage.expectCalm()
})

test('CUS-5 going back within the page takes a question about another one back, and loses nothing', async () => {
  const { page, handle } = await enterDemo(stage, 'jana.petersen')
  await page.goto(`/o/${handle}/customers?q=Brinkmann+Logistik`)
  await page.locator('tbody tr[data-index] td a').first().click()
  await page.getByRole('button', { name: 'Bearbeiten' }).click()
  const field = page.getByLabel('Firmenname')
  await field.fill('Brinkmann und Harms')
  const before = page.url()
  await page.getByRole('link', { name: 'Verlauf' }).click()
  await expect.poll(() => page.url()).not.toBe(before)
  await page.getByRole('link', { name: 'Personen' }).click()
  const question = page.getByRole('dialog', { name: 'Eingaben verwerfen?' })
  await question.waitFor()
  await page.goBack()
  await question.waitFor({ state: 'detached' })
  await settled(page)
  expect([page.url(), await field.inputValue()]).toEqual([before, 'Brinkmann und Harms'])
  stage.expectCalm()
})
