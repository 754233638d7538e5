import type { Page } from 'playwright-core'
import { beforeAll, expect, test } from 'vitest'
import { enterDemo } from './support/demo.ts'
import { isFocused, type Keyboard, withoutMouse } from './support/keys.ts'
import { refusal } from './support/refusal.ts'
import { stageFixture } from './support/stage.ts'
import { namesShown } from './support/steps.ts'

// An hour without a mouse: every action of a list by keys alone, each with a name for those who hear the page (LST-8, ux.md).

const stage = stageFixture('demo')
let page: Page
let keys: Keyboard
let handle: string

beforeAll(async () => {
  const entered = await enterDemo(stage, 'jana.petersen')
  page = entered.page
  handle = entered.handle
  keys = await withoutMouse(page)
})

const row = (index: number) => page.locator(`tr[data-index="${index}"]`)
const selected = (count: number) => page.getByText(`${count} ausgewählt`).first().waitFor()
const dialog = () => page.getByRole('dialog')
const search = () => new URL(page.url()).searchParams

async function openList(of: 'customers' | 'people' = 'customers'): Promise<void> {
  // an address that says nothing opens what was last
  await page.goto(`/o/${handle}/${of}?sort=name`)
  await row(0).waitFor()
}

async function toRows(): Promise<void> {
  await keys.press('/')
  await keys.focused(page.getByRole('textbox', { name: 'Liste durchsuchen' }))
  await keys.press('ArrowDown')
  await keys.focused(row(0))
}

async function calm(): Promise<void> {
  await keys.expectNoPointer()
  stage.expectCalm()
}

test('LST-3 sorts by a column, by one more with Shift, and from the menu of a head', async () => {
  await openList()
  const head = (name: string) => page.getByRole('columnheader', { name })
  await keys.follow(head('Ort').getByRole('button', { name: 'Ort', exact: true }))
  await expect.poll(() => search().get('sort')).toBe('city')
  await expect.poll(() => head('Ort').getAttribute('aria-sort')).toBe('ascending')
  await keys.tabTo(head('Geändert').getByRole('button', { name: 'Geändert', exact: true }))
  await keys.press('Shift+Enter')
  await expect.poll(() => search().get('sort')).toBe('city,changedAt')
  await openList()
  await keys.follow(page.getByRole('button', { name: 'Firma, Menü' }))
  await keys.follow(page.getByRole('button', { name: 'Absteigend sortieren' }))
  await expect.poll(() => search().get('sort')).toBe('-name')
  await calm()
})

test('LST-2 filters by a column, changes the chip and takes it away', async () => {
  await openList()
  await keys.follow(page.getByRole('button', { name: 'Filter', exact: true }))
  await keys.follow(page.getByRole('dialog', { name: 'Filter' }).getByRole('button', { name: 'Status' }))
  await keys.tabTo(page.getByRole('checkbox', { name: /Interessent/ }))
  await keys.press('Space', 'Escape')
  await page.getByRole('button', { name: 'Status Interessent' }).waitFor()
  await expect.poll(() => search().get('filter')).toBe('status:in=prospect')
  await keys.follow(page.getByRole('button', { name: 'Filter Status entfernen' }))
  await expect.poll(() => search().get('filter')).toBeNull()
  await calm()
})

test('LST-5 goes to a view, to the other row height, and starts the export', async () => {
  await openList()
  await keys.follow(page.getByRole('link', { name: /Ohne Partner-Kontakt/ }))
  await expect.poll(() => search().get('filter')).toBe('contact:empty=true')
  await keys.follow(page.getByRole('button', { name: 'Bequem' }))
  expect(await page.getByRole('button', { name: 'Bequem' }).getAttribute('aria-pressed')).toBe('true')
  const download = page.waitForEvent('download')
  await keys.follow(page.getByRole('button', { name: 'Export', exact: true }))
  const csv = page.getByRole('menuitem', { name: /^CSV/ }).first()
  await csv.waitFor()
  for (let step = 0; step < 8 && !(await isFocused(csv)); step += 1) await keys.press('ArrowDown')
  await keys.focused(csv)
  await keys.press('Enter')
  expect((await download).suggestedFilename()).toMatch(/^Kunden-.*\.csv$/)
  await calm()
})

test('LST-8 opens a row, also in a tab of its own, and comes back to it', async () => {
  await openList()
  await toRows()
  await keys.press('ArrowDown', 'ArrowDown', 'ArrowUp')
  await keys.focused(row(1))
  const [, second = ''] = await namesShown(page)
  const tab = page.context().waitForEvent('page')
  await keys.press('Control+Enter')
  const opened = await tab
  await opened.getByRole('heading', { level: 1, name: second }).waitFor()
  await opened.close()
  await keys.press('Enter')
  await page.getByRole('heading', { level: 1, name: second }).waitFor()
  await keys.follow(page.locator('main').getByRole('link', { name: 'Kunden & Interessenten' }))
  await row(1).waitFor()
  expect((await namesShown(page))[1]).toBe(second)
  await calm()
})

test('LST-8 selects a row, a range, all that are loaded, and none', async () => {
  await openList()
  await toRows()
  await keys.press('Space')
  await selected(1)
  await keys.press('ArrowDown', 'ArrowDown', 'ArrowDown', 'Shift+Space')
  await selected(4)
  for (const index of [0, 1, 2, 3]) expect(await row(index).getByRole('checkbox').isChecked()).toBe(true)
  await keys.press('Space')
  await selected(3)
  await keys.press('Control+a')
  await selected(100)
  await keys.press('Escape')
  await expect.poll(() => page.getByRole('toolbar', { name: 'Auswahl' }).count()).toBe(0)
  expect(await isFocused(row(3))).toBe(true)
  await calm()
})

test('CUS-7 LST-8 assigns several customers, hears what became of each, and takes it back', async () => {
  await openList()
  await toRows()
  const before = await row(0).locator('td').nth(5).textContent()
  await keys.press('Space', 'ArrowDown', 'Shift+Space')
  await selected(2)
  // the bar is one Tab away from the rows
  await keys.tabTo(
    page.getByRole('toolbar', { name: 'Auswahl' }).getByRole('button', { name: 'Partner-Kontakt zuweisen' }),
  )
  await keys.press('Enter')
  await keys.focused(page.getByLabel('Person suchen'))
  await keys.type('lassen')
  const person = dialog().getByRole('radio', { name: /Sören Lassen/ })
  await expect.poll(() => dialog().getByRole('radio').count()).toBe(1)
  await keys.tabTo(person)
  await keys.press('Space', 'Enter')
  await dialog().getByText('2 von 2 erledigt. Partner-Kontakt ist jetzt Sören Lassen.').waitFor()
  await expect.poll(() => row(0).locator('td').nth(5).textContent()).toContain('Sören Lassen')
  await keys.follow(dialog().getByRole('button', { name: 'Rückgängig machen' }))
  await dialog().getByText('Der vorige Partner-Kontakt gilt wieder.').waitFor()
  await keys.press('Escape')
  await expect.poll(() => row(0).locator('td').nth(5).textContent()).toBe(before)
  // the focus is back on the rows
  await keys.focused(row(1))
  await calm()
})

test('LST-8 what could not be done stays selected, says why, and is tried again', async () => {
  await openList()
  await toRows()
  await keys.press('Space', 'ArrowDown', 'Shift+Space')
  await keys.press('p')
  await dialog().getByRole('radio').first().waitFor()
  // meanwhile a colleague changes one of them
  const href = (await row(0).getByRole('link').getAttribute('href')) ?? ''
  await stage.portal.owner.query(`update customers set phone = '+49 40 4711' where id = $1`, [href.split('/').at(-1)])
  await keys.tabTo(dialog().getByRole('radio').first())
  await keys.press('Space', 'Enter')
  await dialog().getByText('1 von 2 erledigt.').waitFor()
  const failed = dialog().getByRole('listitem').first()
  expect(await failed.textContent()).toContain('Inzwischen hat jemand anderes diesen Eintrag geändert')
  await selected(1)
  await keys.follow(dialog().getByRole('button', { name: 'Noch einmal versuchen' }))
  await dialog().getByText('2 von 2 erledigt.').waitFor()
  await keys.press('Escape')
  await expect.poll(() => page.getByRole('toolbar', { name: 'Auswahl' }).count()).toBe(0)
  await calm()
})

test('PPL-8 sends several people their links', async () => {
  await openList('people')
  await toRows()
  await keys.press('Space', 'ArrowDown', 'Shift+Space', 'l')
  await keys.focused(dialog().getByRole('button', { name: '2 Links senden' }))
  await keys.press('Enter')
  await dialog().getByText('2 von 2 erledigt. Die Links sind unterwegs.').waitFor()
  await keys.press('Escape')
  await calm()
})

test('CUS-2 opens the dialogs for new records from the list', async () => {
  await openList()
  await keys.follow(page.getByRole('button', { name: 'Neuer Kunde', exact: true }))
  await page.getByRole('dialog', { name: 'Neuer Kunde' }).waitFor()
  await keys.press('Escape')
  await keys.follow(page.getByRole('button', { name: 'Weitere: Neuer Interessent' }))
  const item = page.getByRole('menuitem', { name: 'Neuer Interessent' })
  await item.waitFor()
  await keys.press('ArrowDown', 'Enter')
  await page.getByRole('dialog', { name: 'Neuer Interessent' }).waitFor()
  await keys.press('Escape')
  await openList('people')
  await keys.follow(page.getByRole('button', { name: 'Person einladen' }))
  await page.getByRole('dialog', { name: 'Person einladen' }).waitFor()
  await calm()
})

test('whoever hears the page is told every control of the list by name', async () => {
  await openList()
  await toRows()
  await keys.press('Space')
  const tree = await page.locator('main').ariaSnapshot()
  for (const line of [
    'heading "Kunden & Interessenten" [level=1]',
    'textbox "Liste durchsuchen"',
    'button "Filter"',
    'group "Zeilenhöhe"',
    'table "Kunden & Interessenten"',
    'checkbox "Alle geladenen auswählen"',
    'button "Ort, Menü"',
    'toolbar "Auswahl"',
    'button "Partner-Kontakt zuweisen"',
    'button "Auswahl aufheben"',
  ])
    expect.soft(tree).toContain(line)
  // no button, link or box without a name
  expect(tree.split('\n').filter((line) => /^\s*- (button|link|checkbox|textbox|combobox)(:|$)/.test(line))).toEqual([])
  await calm()
})

test('CUS-2 a possible duplicate is shown before anything is saved, however fast somebody types', async () => {
  await openList()
  const total = async () => {
    const reply = await page.context().request.get(`/api/v1/o/${handle}/customers/total`)
    return String((await reply.json()).value)
  }
  const before = await total()
  await keys.follow(page.getByRole('button', { name: 'Neuer Kunde', exact: true }))
  await dialog().getByRole('textbox', { name: 'Firmenname' }).waitFor()
  for (const [name, text] of [
    ['E-Mail', 'post@doppelt.example'],
    ['Straße und Hausnummer', 'Am Markt 1'],
    ['Postleitzahl', '20457'],
    ['Ort', 'Hamburg'],
    ['Firmenname', 'brinkmann logistik'],
  ] as const)
    await dialog().getByRole('textbox', { name }).fill(text)
  await keys.press('Enter')
  await dialog().getByRole('link', { name: 'Brinkmann Logistik GmbH & Co. KG' }).waitFor()
  await dialog().getByRole('button', { name: 'Trotzdem anlegen' }).waitFor()
  expect(await total()).toBe(before)
  await keys.press('Enter')
  await page.getByRole('heading', { level: 1, name: 'brinkmann logistik' }).waitFor()
  expect(Number(await total())).toBe(Number(before) + 1)
  await calm()
})

test('WCAG 2.4.3 a message that is closed gives the focus to the next one, else back to where it was, else to the page', async () => {
  await page.route('**/customers/*', (route) =>
    route.request().method() === 'PATCH' ? route.fulfill(refusal) : route.fallback(),
  )
  await openList()
  await toRows()
  await keys.press('Enter')
  const actions = page.getByRole('button', { name: 'Aktionen' })
  const messages = page.getByRole('status').getByRole('button', { name: 'Schließen' })
  const fail = async (count: number) => {
    await actions.focus()
    await keys.press('Enter')
    const item = page.getByRole('menuitem', { name: /^Zum (Kunden|Interessenten) machen/ })
    await item.waitFor()
    while (!(await isFocused(item))) await keys.press('ArrowDown')
    await keys.press('Enter')
    await expect.poll(() => messages.count()).toBe(count)
    await keys.focused(actions)
  }
  for (const count of [1, 2, 3]) await fail(count)
  await messages.nth(1).focus()
  await keys.press('Enter')
  await expect.poll(() => messages.count()).toBe(2)
  await keys.focused(messages.nth(1))
  await keys.press('Enter')
  await keys.focused(messages.first())
  await keys.press('Enter')
  await keys.focused(actions)
  // what had the focus is gone with its page
  await fail(1)
  await messages.focus()
  await page.goBack()
  await row(0).waitFor()
  await keys.press('Enter')
  await expect.poll(() => isFocused(page.getByRole('main'))).toBe(true)
  await page.unrouteAll({ behavior: 'ignoreErrors' })
  await calm()
})
