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

test('ACC-12 what was opened on this device is named as long as it is seen', async () => {
  const { page, handle } = await enterDemo(stage, 'user1')
  const api = `/api/v1/o/${handle}`
  const { items } = await (await page.context().request.get(`${api}/customers?sort=name&limit=2`)).json()
  const opened = page.getByRole('region', { name: 'Zuletzt geöffnet' })
  for (const { id } of items) {
    await page.goto(`/o/${handle}/customers/${id}`)
    await page.getByRole('button', { name: 'Aktionen' }).waitFor()
  }
  await page.goto(`/o/${handle}`)
  for (const { name } of items) await opened.getByRole('link', { name }).waitFor()
  // out of sight by now
  const gone = items[0]
  await page.context().route('**/api/v1/o/*/customers?*', async (route) => {
    const reply = await route.fetch()
    const body = await reply.json()
    await route.fulfill({ json: { ...body, items: body.items.filter(({ id }: { id: string }) => id !== gone.id) } })
  })
  await page.reload()
  await opened.getByRole('link', { name: items[1].name }).waitFor()
  expect(await opened.getByRole('link').count()).toBe(1)
  stage.expectCalm()
})

test('ACC-10 whoever sees customers by a membership further down is not told that they see none', async () => {
  const { page, handle } = await enterDemo(stage, 'jana.petersen')
  const people = `/api/v1/o/${handle}/people`
  const api = page.context().request
  const { items } = await (await api.get(`${people}?q=jana.petersen`)).json()
  const own = items.find(({ organization }: { organization: { name: string } }) =>
    organization.name.startsWith('Ahlers Systemhaus'),
  )
  const changed = await api.patch(`${people}/${own.id}`, {
    data: { visibility: 'none' },
    headers: { 'if-match': `"${own.revision}"` },
  })
  expect(changed.status()).toBe(200)
  await page.goto(`/o/${handle}`)
  await page.getByRole('region', { name: 'Zuletzt geöffnet' }).waitFor()
  const figure = panel(page).getByRole('link', { name: /^[1-9]\d* ?Kunden/ })
  await figure.waitFor()
  expect(await page.getByText('Sie sehen keine Kunden').count()).toBe(0)
  // the list that the figure opens has them too
  await figure.click()
  await page.locator('tr[data-index="0"]').waitFor()
  stage.expectCalm()
})
