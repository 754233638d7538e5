import type { Page, Route } from 'playwright-core'
import { expect, test } from 'vitest'
import { jpegOf, pngOf } from '../support/pictures.ts'
import { demoSignIn } from './support/demo.ts'
import { violations } from './support/inspections.ts'
import { stageFixture } from './support/stage.ts'

const stage = stageFixture('demo')

const enter = async (login: string) => {
  const { password } = await demoSignIn(stage.server, login)
  const page = await stage.enter(login, password)
  await page.goto('/')
  await page.getByRole('navigation').first().waitFor()
  return page
}
/** The picture at the head of the navigation: the room it takes and what is in it. */
const head = (page: Page) => page.getByRole('region', { name: 'Navigation' }).getByRole('img')
const drawn = (page: Page) =>
  head(page).evaluate((image: HTMLImageElement) => (image.complete ? image.naturalWidth : 0))
/** Chooses a picture by keyboard. */
const chooserOf = (page: Page) => async (name: string, picture: Buffer) => {
  const chooser = page.waitForEvent('filechooser')
  const button = page.getByRole('main').getByRole('button', { name: /Ersetzen|Logo wählen/ })
  await button.focus()
  await page.keyboard.press('Enter')
  await (await chooser).setFiles({ name, mimeType: 'image/png', buffer: picture })
}

test('TEN-2 BRA-1 a logo is chosen by keyboard, refused with both sizes, replaced and removed, and shows below', async () => {
  const page = await enter('jana.petersen')
  await expect.poll(() => drawn(page)).toBe(352)
  await page.getByRole('link', { name: 'Erscheinungsbild' }).click()
  const main = page.getByRole('main')
  const choose = chooserOf(page)
  await choose('breit.png', await pngOf(401, 60))
  await main.getByRole('alert').getByText('401 × 60 Pixel, möglich sind höchstens 400 × 120').waitFor()
  // what was refused will be refused again
  expect(await main.getByRole('button', { name: 'Noch einmal versuchen' }).count()).toBe(0)
  await choose('schwer.png', Buffer.alloc(300 * 1024))
  await main.getByRole('alert').getByText('300 KB, möglich sind höchstens 256 KB').waitFor()
  expect(await violations(page)).toEqual([])

  await choose('neu.jpg', await jpegOf(300, 60))
  await page.getByText('Das Logo ist gesetzt').waitFor()
  expect(await main.getByRole('alert').count()).toBe(0)
  await main.getByText('300 × 60 Pixel').waitFor()
  await expect.poll(() => drawn(page)).toBe(300)
  // as large as it was said to be, before and after it came
  expect(await head(page).evaluate((image) => [image.clientWidth, image.clientHeight])).toEqual([150, 30])

  const below = await enter('ole.brandt')
  await expect.poll(() => drawn(below)).toBe(300)
  expect(await below.getByRole('link', { name: 'Erscheinungsbild' }).count()).toBe(0)

  // what was wrong before goes with the logo
  await choose('leer.png', Buffer.alloc(0))
  await main.getByRole('alert').waitFor()
  await main.getByRole('button', { name: 'Entfernen' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Logo entfernen' }).click()
  await main.getByText('Noch kein Logo. Oben links steht Kontor, darunter wie immer der Name').waitFor()
  await page.getByRole('region', { name: 'Navigation' }).getByText('Kontor', { exact: true }).waitFor()
  await page.getByRole('region', { name: 'Navigation' }).getByText('Ahlers Systemhaus').waitFor()
  expect(await head(page).count()).toBe(0)
  expect(await main.getByRole('alert').count()).toBe(0)
  await expect.poll(() => page.evaluate(() => document.activeElement?.textContent)).toBe('Logo wählen')
  expect(await violations(page)).toEqual([])
  stage.expectCalm()
}, 90_000)

test('TEN-2 a picture that met a busy server is kept, and sent again when it is asked for', async () => {
  const page = await enter('jana.petersen')
  await page.getByRole('link', { name: 'Erscheinungsbild' }).click()
  const main = page.getByRole('main')
  const busy = {
    status: 429,
    code: 'request.too_many',
    title: 'Zu viel auf einmal',
    type: 'about:blank',
    requestId: 'r',
  }
  const refuse = (route: Route) =>
    route.request().method() === 'PUT' ? route.fulfill({ status: 429, json: busy }) : route.continue()
  await page.route('**/logo', refuse)
  await chooserOf(page)('spaeter.png', await pngOf(310, 62))
  await main.getByRole('alert').getByText('Zu viel auf einmal').waitFor()
  expect(await violations(page)).toEqual([])
  await page.unroute('**/logo', refuse)
  await main.getByRole('button', { name: 'Noch einmal versuchen' }).press('Enter')
  await main.getByText('310 × 62 Pixel').waitFor()
  expect(await main.getByRole('alert').count()).toBe(0)
  expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('Ersetzen')
  await expect.poll(() => drawn(page)).toBe(310)
  stage.expectCalm()
}, 60_000)

test('BRA-1 a picture that can’t be loaded leaves our own mark in its place', async () => {
  const { password } = await demoSignIn(stage.server, 'soeren.lassen')
  const jana = await enter('jana.petersen')
  const organization = new URL(jana.url()).pathname.split('/')[2]
  await jana.context().request.put(`/api/v1/o/${organization}/logo`, {
    multipart: { file: { name: 'logo.png', mimeType: 'image/png', buffer: await pngOf(80, 40) } },
  })
  const page = await stage.enter('soeren.lassen', password)
  await page.route('**/logos/*', (route) => route.fulfill({ status: 200, contentType: 'image/png', body: 'broken' }))
  await page.goto('/')
  await page.getByRole('region', { name: 'Navigation' }).getByText('Kontor', { exact: true }).waitFor()
}, 60_000)
