import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { enterDemo } from './support/demo.ts'
import { stageFixture } from './support/stage.ts'

const stage = stageFixture('demo')

const panel = (page: Page) => page.getByRole('region', { name: 'Kunden & Interessenten' })

test('ACC-13 the home of somebody who sees no customers names who can change it', async () => {
  const { page, handle } = await enterDemo(stage, 'ole.brandt')
  await page.goto(`/o/${handle}`)
  await panel(page).getByText('Das ändert Ihre Administration: Inken Matthiesen.').waitFor()
  expect(await panel(page).getByRole('link').count()).toBe(0)
  stage.expectCalm()
})

test('ACC-9 an administrator who sees no customers is led to the own visibility', async () => {
  const { page, handle } = await enterDemo(stage, 'user2')
  await page.goto(`/o/${handle}`)
  await panel(page).getByText('Sie können das selbst ändern').waitFor()
  await panel(page).getByRole('link', { name: 'Sichtbarkeit ändern' }).click()
  await page.getByRole('heading', { name: 'Personen', level: 1 }).waitFor()
  stage.expectCalm()
})

test('ACC-11a the settings call a site what the switcher calls it', async () => {
  const { page, handle } = await enterDemo(stage, 'jana.petersen')
  await page.goto(`/o/${handle}/settings`)
  const line = (name: string) => page.getByRole('listitem').filter({ has: page.getByRole('link', { name }) })
  await line('Ahlers Hamburg').getByText('Standort · ').waitFor()
  await line('Ahlers Systemhaus GmbH').getByText('Partner · ').waitFor()
  stage.expectCalm()
})
