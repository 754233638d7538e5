import { afterEach, expect, test } from 'vitest'
import { enterDemo } from './support/demo.ts'
import { problem, refusal } from './support/refusal.ts'
import { stageFixture } from './support/stage.ts'
import { settled } from './support/watch.ts'

// Whoever may not open a page is told who can change that; and the head of the page that everybody may open.

const stage = stageFixture('demo')

afterEach(() => stage.expectCalm())

test('NTF-3 the outbox is offered to nobody outside of the operator, and its address says who keeps it', async () => {
  const { page, handle } = await enterDemo(stage, 'jana.petersen')
  await page.goto(`/o/${handle}`)
  await settled(page)
  expect(await page.getByRole('link', { name: 'Postausgang' }).count()).toBe(0)
  await page.getByRole('button', { name: /^Suchen/ }).click()
  await page.getByRole('combobox', { name: 'Suchen und Befehle' }).fill('postausgang')
  await page.getByText('Nichts passt zu „postausgang“').first().waitFor()
  await page.goto(`/o/${handle}/outbox`)
  await page.getByRole('heading', { name: 'Den Postausgang führt Nordlicht Software AG' }).waitFor()
  await page.getByText('Er enthält die Mails aller Organisationen.').waitFor()
  expect(await page.getByText('Ihre Administratoren').count()).toBe(0)

  const { page: operator, handle: nordlicht } = await enterDemo(stage, 'friederike.sommer')
  await operator.goto(`/o/${nordlicht}`)
  await operator.getByRole('link', { name: 'Postausgang' }).click()
  await operator.getByText('Wählen Sie links eine Mail.').waitFor()
})

test.each([
  // manages the people of the operator, but has not this permission
  ['audit', 'lennart.voss', /Ihre eigenen Rollen enthalten sie nicht/],
  ['audit', 'soeren.lassen', /Ihre Administratoren vergeben sie/],
  ['imports', 'lennart.voss', /Ihre eigenen Rollen enthalten sie nicht/],
  ['imports', 'soeren.lassen', /Ihre Administratoren vergeben sie/],
])('ACC-8 the page /%s that %s lacks the permission for says who can give it', async (path, login, sentence) => {
  const { page, handle } = await enterDemo(stage, login)
  await page.goto(`/o/${handle}/${path}`)
  await page.getByRole('alert').getByText(sentence).waitFor()
})

test('IMP-2 ACC-7 nobody in the organisation of a customer is sent to somebody who could let them import', async () => {
  const { page, handle } = await enterDemo(stage, 'merle.brinkmann')
  await page.goto(`/o/${handle}/imports`)
  await page.getByRole('heading', { name: 'Importieren können nur Partner und Nordlicht Software AG' }).waitFor()
  expect(await page.getByRole('alert').count()).toBe(0)
})

test.each([
  ['customers', 'Der Kunde lässt sich gerade nicht laden'],
  ['imports', 'Der Import lässt sich gerade nicht laden'],
])('WCAG 1.3.1, 2.4.2 a page of %s that cannot be loaded has its heading and title', async (of, title) => {
  const { page, handle } = await enterDemo(stage, 'jana.petersen')
  await page.route(`**/api/v1/o/*/${of}/01900000*`, (route) => route.fulfill(refusal))
  await page.goto(`/o/${handle}/${of}/01900000-0000-7000-8000-000000000000`)
  await page.getByRole('heading', { level: 1, name: title }).waitFor()
  expect(await page.getByRole('heading', { level: 1 }).count()).toBe(1)
  expect(await page.title()).toBe(`${title} · Kontor`)
  await page.getByRole('button', { name: 'Erneut laden' }).waitFor()
})

test('WCAG 1.3.1 a part of a page that cannot be loaded stays below its section', async () => {
  const { page, handle } = await enterDemo(stage, 'jana.petersen')
  await page.route('**/customers/overview*', (route) => route.fulfill(refusal))
  await page.goto(`/o/${handle}`)
  const panel = page.getByRole('region', { name: 'Kunden & Interessenten' })
  await panel.getByRole('heading', { level: 3, name: problem.title }).waitFor()
  expect(await page.getByRole('heading', { level: 1 }).allTextContents()).toEqual([expect.stringMatching(/^Guten/)])
})

test('the head of the API page is one line on a phone, and all in it has its name', async () => {
  const page = await stage.window({ viewport: { width: 390, height: 844 } })
  await page.goto('/api/docs')
  await settled(page)
  const head = page.getByRole('banner')
  expect((await head.boundingBox())?.height).toBeLessThanOrEqual(56)
  for (const name of ['Zum Portal', 'Beschreibung als JSON']) {
    const box = await head.getByRole('link', { name }).boundingBox()
    expect(box && box.x + box.width <= 390, name).toBe(true)
  }
})
