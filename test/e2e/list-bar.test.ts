import type { Page } from 'playwright-core'
import { afterEach, beforeAll, expect, test } from 'vitest'
import { enterDemo } from './support/demo.ts'
import { stageFixture } from './support/stage.ts'
import { settled } from './support/watch.ts'

// What stands above the rows: the order of views, and everything within reach on a phone.

const stage = stageFixture('demo')
let page: Page
let customers: string

beforeAll(async () => {
  const entered = await enterDemo(stage, 'jana.petersen')
  page = entered.page
  customers = `/o/${entered.handle}/customers`
})
afterEach(() => stage.expectCalm())

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

test('LST-6 a name that is taken is told at its field, and what was typed stays; undoing a removal waits until its name is free', async () => {
  await page.goto(`${customers}?filter=city:starts=Bremen`)
  await page.getByRole('button', { name: 'Ansicht speichern' }).click()
  const dialog = page.getByRole('dialog', { name: 'Ansicht speichern' })
  const name = dialog.getByLabel('Name der Ansicht')
  const share = dialog.getByLabel('Für die ganze Organisation')
  const save = page.getByRole('button', { name: 'Speichern', exact: true })
  await name.fill('bremen  und Umzu')
  await share.check()
  await save.click()
  await dialog.getByText('So heißt schon eine Ansicht für die ganze Organisation. Wählen Sie einen anderen').waitFor()
  expect(await name.getAttribute('aria-invalid')).toBe('true')
  await expect.poll(() => name.evaluate((input) => input === document.activeElement)).toBe(true)
  expect([await name.inputValue(), await share.isChecked()]).toEqual(['bremen  und Umzu', true])
  await share.uncheck()
  await save.click()
  await dialog.waitFor({ state: 'detached' })
  // two of the same name: one cannot be shared beside the other
  const own = /^bremen\s+und Umzu/
  await page.getByRole('link', { name: own }).waitFor()
  const choose = async (of: string, action: string) => {
    await page.getByRole('button', { name: `Ansicht ${of}, Menü` }).click()
    await page.getByRole('menuitem', { name: action }).click()
  }
  await choose('bremen und Umzu', 'Für die ganze Organisation freigeben')
  await page.getByText('Geben Sie einer von beiden einen anderen Namen').waitFor()
  await choose('bremen und Umzu', 'Löschen')
  await page.getByRole('link', { name: own }).waitFor({ state: 'detached' })
  await page.getByRole('button', { name: 'Ansicht speichern' }).click()
  await name.fill('Bremen und umzu')
  await save.click()
  await dialog.waitFor({ state: 'detached' })
  await page.getByRole('button', { name: 'Rückgängig' }).click()
  await page.getByText('Eine Ihrer Ansichten dieser Liste heißt schon so.').waitFor()
  await choose('Bremen und umzu', 'Umbenennen')
  await page.getByLabel('Name der Ansicht').fill('Bremen')
  await page.getByRole('button', { name: 'Umbenennen', exact: true }).click()
  await page.getByRole('dialog').waitFor({ state: 'detached' })
  await page.getByRole('button', { name: 'Rückgängig' }).click()
  await page.getByRole('link', { name: own }).waitFor()
})

test('LST-6 a view of the organisation above says whose it is, and offers nothing that can only fail', async () => {
  await page.goto(customers)
  await page.getByRole('link', { name: /^Neue Interessenten/ }).click()
  await page.getByRole('button', { name: 'Ansicht Neue Interessenten, Menü' }).click()
  await page.getByText('Diese Ansicht gehört zu Nordlicht Software AG und lässt sich nur dort ändern.').waitFor()
  expect(await page.getByRole('menuitem').allTextContents()).toEqual(['Link kopieren'])
  await page.keyboard.press('Escape')
})

const phone = { width: 390, height: 664 }

test('LST-6 the open view stays in sight where a window gets narrower', async () => {
  await page.setViewportSize({ width: 1440, height: 900 })
  await page.goto(`${customers}?filter=status:in=prospect`)
  const open = page.getByRole('navigation', { name: 'Ansichten' }).getByRole('link', { name: /^Interessenten/ })
  await open.waitFor()
  await page.setViewportSize(phone)
  const right = async () => {
    const box = await open.boundingBox()
    return box && box.x + box.width
  }
  await expect.poll(right).toBeLessThanOrEqual(phone.width)
})

test('LST-2 ACC-10 on a phone the controls take two lines at most, each can be brought into the window, and a long menu ends in it', async () => {
  await page.setViewportSize(phone)
  await page.goto(`${customers}?filter=status:in=prospect,customer;city:starts=H`)
  const search = page.getByRole('textbox', { name: 'Liste durchsuchen' })
  // with its cross the field is at its widest
  await search.fill('gmbh')
  await page.getByRole('button', { name: 'Suche leeren' }).waitFor()
  await settled(page)
  const inFirstLine = [
    search,
    page.getByRole('button', { name: 'Filter', exact: true }),
    page.getByRole('button', { name: 'Sortieren' }),
    page.getByRole('button', { name: 'Auswählen', exact: true }),
  ]
  const inSecondLine = [
    page.getByRole('button', { name: /^Status / }),
    page.getByRole('button', { name: 'Ort beginnt mit „H“' }),
    page.getByRole('button', { name: 'Zurücksetzen' }),
    page.getByRole('switch', { name: 'Alle meine Organisationen' }),
    page.getByText('Alle meine Organisationen'),
  ]
  const tops: number[] = []
  for (const control of [...inFirstLine, ...inSecondLine]) {
    await control.waitFor()
    await control.scrollIntoViewIfNeeded()
    const box = await control.boundingBox()
    if (!box) throw new Error('a control has no place')
    expect(box.x).toBeGreaterThanOrEqual(0)
    expect(Math.floor(box.x + box.width)).toBeLessThanOrEqual(phone.width)
    tops.push(box.y + box.height / 2)
  }
  const first = tops.slice(0, inFirstLine.length)
  const second = tops.slice(inFirstLine.length)
  for (const line of [first, second]) expect(Math.max(...line) - Math.min(...line)).toBeLessThan(8)
  expect(Math.max(...second) - Math.min(...first)).toBeLessThan(50)

  await page.getByRole('button', { name: 'Sortieren' }).click()
  const menu = page.getByRole('menu')
  await expect
    .poll(async () => {
      const box = await menu.boundingBox()
      return box !== null && box.y >= 0 && box.y + box.height <= phone.height
    })
    .toBe(true)
  await menu.getByText('Geändert').click()
  await expect.poll(() => new URL(page.url()).searchParams.get('sort')).toMatch(/changedAt/)
})

test('LST-8 on a phone records are chosen in a mode of their own, by touch and by keyboard, and the bulk actions stand in the window', async () => {
  await page.setViewportSize(phone)
  await page.goto(`${customers}?sort=name`)
  const records = page.getByRole('list', { name: 'Kunden & Interessenten' })
  await records.getByRole('link').first().waitFor()
  expect(await records.getByRole('checkbox').count()).toBe(0)
  const mode = page.getByRole('button', { name: 'Auswählen', exact: true })
  await mode.click()
  expect(await mode.getAttribute('aria-pressed')).toBe('true')
  const boxes = records.getByRole('checkbox')
  await boxes.first().waitFor()
  expect(await boxes.first().getAttribute('aria-label')).toMatch(/auswählen$/)
  // the whole record is its target
  await records
    .getByRole('listitem')
    .nth(1)
    .click({ position: { x: 300, y: 40 } })
  expect(await boxes.nth(1).isChecked()).toBe(true)
  await boxes.nth(2).focus()
  await page.keyboard.press('Space')
  const bar = page.getByRole('toolbar', { name: 'Auswahl' })
  await bar.getByText('2 ausgewählt').waitFor()
  for (const name of ['Partner-Kontakt zuweisen', 'Auswahl aufheben']) {
    const box = await bar.getByRole('button', { name }).boundingBox()
    expect(box && box.x >= 0 && box.x + box.width <= phone.width, name).toBe(true)
  }
  await bar.getByRole('button', { name: 'Partner-Kontakt zuweisen' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Abbrechen' }).click()
  // the dialog gives the focus back to what was chosen
  await expect.poll(() => boxes.nth(1).evaluate((box) => box === document.activeElement)).toBe(true)

  await page.getByRole('checkbox', { name: 'Alle geladenen auswählen' }).check()
  await expect.poll(() => boxes.nth(5).isChecked()).toBe(true)
  await mode.click()
  await bar.waitFor({ state: 'hidden' })
  await records.getByRole('link').first().waitFor()
})

test('LST-8 what is chosen stays chosen where a window is turned, and the focus goes to the rows when the choice is lifted', async () => {
  await page.setViewportSize({ width: 844, height: 390 })
  await page.goto(`${customers}?sort=name`)
  const rows = page.getByRole('table', { name: 'Kunden & Interessenten' }).getByRole('row')
  for (const index of [1, 2]) await rows.nth(index).getByRole('checkbox').check()
  const bar = page.getByRole('toolbar', { name: 'Auswahl' })
  const lift = bar.getByRole('button', { name: 'Auswahl aufheben' })
  await page.setViewportSize(phone)
  const records = page.getByRole('list', { name: 'Kunden & Interessenten' })
  const boxes = records.getByRole('checkbox')
  await boxes.first().waitFor()
  const mode = page.getByRole('button', { name: 'Auswählen', exact: true })
  expect(await mode.getAttribute('aria-pressed')).toBe('true')
  expect([await boxes.nth(0).isChecked(), await boxes.nth(1).isChecked()]).toEqual([true, true])
  await boxes.nth(2).check()
  await page.setViewportSize({ width: 844, height: 390 })
  await bar.getByText('3 ausgewählt').waitFor()
  expect(await rows.nth(3).getByRole('checkbox').isChecked()).toBe(true)

  await lift.focus()
  await page.keyboard.press('Enter')
  await bar.waitFor({ state: 'hidden' })
  await expect.poll(() => page.evaluate(() => document.activeElement?.tagName)).toBe('TR')
  await page.setViewportSize(phone)
  await boxes.nth(1).check()
  await lift.focus()
  await page.keyboard.press('Enter')
  await bar.waitFor({ state: 'hidden' })
  // choosing goes on, at the record that was chosen
  await expect.poll(() => boxes.nth(1).evaluate((box) => box === document.activeElement)).toBe(true)
})

test('LST-8 lifting the choice leaves a list where it was scrolled to', async () => {
  await page.setViewportSize({ width: 1440, height: 900 })
  await page.goto(`${customers}?sort=name`)
  const table = page.getByRole('table', { name: 'Kunden & Interessenten' })
  await table.getByRole('row').nth(1).getByRole('checkbox').check()
  const top = () => table.evaluate((one) => one.parentElement?.scrollTop ?? 0)
  await table.evaluate((one) => one.parentElement?.scrollTo({ top: 1_600 }))
  await expect.poll(top).toBe(1_600)
  await page.getByRole('button', { name: 'Auswahl aufheben' }).click()
  await expect.poll(() => page.evaluate(() => document.activeElement?.tagName)).toBe('TR')
  expect(await top()).toBe(1_600)
})

test('ACC-13 the sentence about the limit of the list takes one line on a tablet', async () => {
  await page.setViewportSize({ width: 1024, height: 768 })
  await page.goto(customers)
  const hint = page.getByRole('paragraph').filter({ hasText: 'In Ahlers Lübeck sehen Sie nur Kunden' })
  await hint.getByText('Henrike Oßwald').waitFor()
  await hint.getByRole('link', { name: 'Sichtbarkeit ändern' }).waitFor()
  await settled(page)
  expect((await hint.boundingBox())?.height).toBeLessThanOrEqual(34)
})

test('the head of the drawer covers nothing of the organisation below it', async () => {
  await page.setViewportSize(phone)
  await page.goto(customers)
  await page.getByRole('button', { name: 'Navigation öffnen' }).click()
  const drawer = page.getByRole('dialog')
  const switcher = drawer.getByRole('button', { name: /Ahlers Systemhaus/ })
  await switcher.waitFor()
  const head = await drawer.locator('header').boundingBox()
  const box = await switcher.boundingBox()
  // the ring of the focus is 4 pixels
  expect(head && box && box.y - (head.y + head.height)).toBeGreaterThanOrEqual(4)
})
