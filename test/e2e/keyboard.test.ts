import type { Locator, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { demoSignIn } from './support/demo.ts'
import { openStage, type Stage } from './support/stage.ts'

const furthest = 80
const file = `Kundennr.;Firma;E-Mail;Straße;PLZ;Ort;Land
T1;Tastatur Werke GmbH;post@tastatur.example;Am Markt 1;20457;Hamburg;DE
T2;Umschalt & Söhne KG;post@umschalt.example;Am Markt 2;20457;Hamburg;DE
`

let stage: Stage
let page: Page

beforeAll(async () => {
  stage = await openStage('demo')
  page = await stage.window()
  await page.addInitScript(() => {
    for (const kind of ['pointerdown', 'mousedown', 'touchstart'])
      addEventListener(kind, () => document.documentElement.setAttribute('data-pointed', kind), true)
  })
})
afterAll(() => stage.close())

// LST-8 and WCAG 2.1.1, 2.4.7: one way through the day, each test where the one before ended

test('signs in by keyboard alone', async () => {
  const { login, password } = await demoSignIn(stage.server, 'jana.petersen')
  await page.goto('/')
  await focused(page.getByLabel('E-Mail oder Anmeldename'))
  await page.keyboard.type(login)
  await tabTo(page.getByRole('textbox', { name: 'Passwort' }))
  await page.keyboard.type(password)
  await page.keyboard.press('Enter')
  await page.getByRole('heading', { name: /^Guten/ }).waitFor()
  await calm()
})

test('LST-8 finds a customer with / and opens it with Enter', async () => {
  await follow(page.getByRole('link', { name: 'Kunden & Interessenten', exact: true }).first())
  await page
    .getByRole('row', { name: /Brinkmann|Kunde/ })
    .first()
    .waitFor()
  await page.keyboard.press('/')
  await focused(page.getByRole('textbox', { name: 'Liste durchsuchen' }))
  await page.keyboard.type('brinkmann logistik')
  await expect.poll(() => page.locator('tbody tr[data-index]').count()).toBe(1)
  await page.keyboard.press('ArrowDown')
  await focused(page.locator('tr[data-index="0"]'))
  await page.keyboard.press('Enter')
  await page.getByRole('heading', { level: 1, name: 'Brinkmann Logistik GmbH & Co. KG' }).waitFor()
  await calm()
})

test('CUS-7 assigns the partner contact from the actions menu', async () => {
  await follow(page.getByRole('button', { name: 'Aktionen' }))
  const item = page.getByRole('menuitem', { name: /Partner-Kontakt zuweisen/ })
  await item.waitFor()
  while (!(await isFocused(item))) await page.keyboard.press('ArrowDown')
  await page.keyboard.press('Enter')
  await focused(page.getByLabel('Person suchen'))
  await page.keyboard.type('Lassen')
  const person = page.getByRole('radio', { name: 'Sören Lassen' })
  await expect.poll(() => page.getByRole('dialog').getByRole('radio').count()).toBe(1)
  await tabTo(person)
  await page.keyboard.press('Space')
  await page.keyboard.press('Enter')
  await page.getByText('Partner-Kontakt ist jetzt Sören Lassen').waitFor()
  await calm()
})

test('IMP-4 imports a file', async () => {
  await follow(page.getByRole('link', { name: 'Import', exact: true }))
  // the window to choose a file is the system's
  const chooser = page.waitForEvent('filechooser')
  await follow(page.getByRole('button', { name: 'Kundendatei wählen' }))
  await (await chooser).setFiles({ name: 'tastatur.csv', mimeType: 'text/csv', buffer: Buffer.from(file) })
  const commit = page.getByRole('button', { name: '2 Zeilen übernehmen' })
  await commit.waitFor()
  await follow(commit)
  await focused(page.getByRole('dialog').getByRole('button', { name: 'Übernehmen' }))
  await page.keyboard.press('Enter')
  await page.getByRole('region', { name: 'Übernommen' }).getByText('2 Kunden angelegt').waitFor()
  await calm()
})

async function follow(target: Locator): Promise<void> {
  await target.waitFor()
  await tabTo(target)
  await page.keyboard.press('Enter')
}

/** Presses Tab until the target has the focus, which must be seen at every stop on the way. */
async function tabTo(target: Locator): Promise<void> {
  for (let stops = 0; stops < furthest; stops += 1) {
    await page.keyboard.press('Tab')
    await expectSeen()
    if (await isFocused(target)) return
  }
  throw new Error(`${target.toString()} is not reached with ${furthest} stops`)
}

async function focused(target: Locator): Promise<void> {
  await target.waitFor()
  await expect.poll(() => isFocused(target)).toBe(true)
  await expectSeen()
}

function isFocused(target: Locator): Promise<boolean> {
  return target.evaluate((element) => element === document.activeElement)
}

/** WCAG 2.4.7: a ring around what has the focus; a field wears it around its frame, a row in its cells. */
async function expectSeen(): Promise<void> {
  const unseen = await page.evaluate(() => {
    const element = document.activeElement
    // past the last stop the focus is in the frame of the browser
    if (!element || element === document.body) return null
    const around = [element, element.parentElement, ...element.children].filter((one) => one !== null)
    const ringed = around.some((one) => {
      const { outlineStyle, outlineWidth, boxShadow } = getComputedStyle(one)
      return (outlineStyle !== 'none' && outlineWidth !== '0px') || boxShadow !== 'none'
    })
    return ringed ? null : element.outerHTML.slice(0, 200)
  })
  expect(unseen).toBeNull()
}

async function calm(): Promise<void> {
  expect(await page.locator('html').getAttribute('data-pointed')).toBeNull()
  stage.expectCalm()
}
