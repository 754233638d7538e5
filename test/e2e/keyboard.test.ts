import type { Page } from 'playwright-core'
import { beforeAll, expect, test } from 'vitest'
import { demoSignIn } from './support/demo.ts'
import { isFocused, type Keyboard, withoutMouse } from './support/keys.ts'
import { stageFixture } from './support/stage.ts'

const file = `Kundennr.;Firma;E-Mail;Straße;PLZ;Ort;Land
T1;Tastatur Werke GmbH;post@tastatur.example;Am Markt 1;20457;Hamburg;DE
T2;Umschalt & Söhne KG;post@umschalt.example;Am Markt 2;20457;Hamburg;DE
`

const stage = stageFixture('demo')
let page: Page
let keys: Keyboard

beforeAll(async () => {
  page = await stage.window()
  keys = await withoutMouse(page)
})

// LST-8 and WCAG 2.1.1, 2.4.7: one way through the day, each test where the one before ended

test('signs in by keyboard alone', async () => {
  const { login, password } = await demoSignIn(stage.server, 'jana.petersen')
  await page.goto('/')
  await keys.focused(page.getByLabel('E-Mail oder Anmeldename'))
  await page.keyboard.type(login)
  await keys.tabTo(page.getByRole('textbox', { name: 'Passwort' }))
  await page.keyboard.type(password)
  await page.keyboard.press('Enter')
  await page.getByRole('heading', { name: /^Guten/ }).waitFor()
  await calm()
})

test('LST-8 finds a customer with / and opens it with Enter', async () => {
  await keys.follow(page.getByRole('link', { name: 'Kunden & Interessenten', exact: true }).first())
  await page
    .getByRole('row', { name: /Brinkmann|Kunde/ })
    .first()
    .waitFor()
  await page.keyboard.press('/')
  await keys.focused(page.getByRole('textbox', { name: 'Liste durchsuchen' }))
  await page.keyboard.type('brinkmann logistik')
  await expect.poll(() => page.locator('tbody tr[data-index]').count()).toBe(1)
  await page.keyboard.press('ArrowDown')
  await keys.focused(page.locator('tr[data-index="0"]'))
  await page.keyboard.press('Enter')
  await page.getByRole('heading', { level: 1, name: 'Brinkmann Logistik GmbH & Co. KG' }).waitFor()
  await calm()
})

test('CUS-7 assigns the partner contact from the actions menu', async () => {
  await keys.follow(page.getByRole('button', { name: 'Aktionen' }))
  const item = page.getByRole('menuitem', { name: /Partner-Kontakt zuweisen/ })
  await item.waitFor()
  while (!(await isFocused(item))) await page.keyboard.press('ArrowDown')
  await page.keyboard.press('Enter')
  await keys.focused(page.getByLabel('Person suchen'))
  await page.keyboard.type('Lassen')
  const person = page.getByRole('radio', { name: 'Sören Lassen' })
  await expect.poll(() => page.getByRole('dialog').getByRole('radio').count()).toBe(1)
  await keys.tabTo(person)
  await page.keyboard.press('Space')
  await page.keyboard.press('Enter')
  await page.getByText('Partner-Kontakt ist jetzt Sören Lassen').waitFor()
  await calm()
})

test('IMP-4 imports a file', async () => {
  await keys.follow(page.getByRole('link', { name: 'Import', exact: true }))
  // the window to choose a file is the system's
  const chooser = page.waitForEvent('filechooser')
  await keys.follow(page.getByRole('button', { name: 'Kundendatei wählen' }))
  await (await chooser).setFiles({ name: 'tastatur.csv', mimeType: 'text/csv', buffer: Buffer.from(file) })
  const commit = page.getByRole('button', { name: '2 Zeilen übernehmen' })
  await commit.waitFor()
  await keys.follow(commit)
  await keys.focused(page.getByRole('dialog').getByRole('button', { name: 'Übernehmen' }))
  await page.keyboard.press('Enter')
  await page.getByRole('region', { name: 'Übernommen' }).getByText('2 Kunden angelegt').waitFor()
  await calm()
})

async function calm(): Promise<void> {
  await keys.expectNoPointer()
  stage.expectCalm()
}
