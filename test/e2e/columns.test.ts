import type { Page } from 'playwright-core'
import { afterEach, beforeAll, expect, test } from 'vitest'
import { enterDemo } from './support/demo.ts'
import { stageFixture } from './support/stage.ts'
import { settled } from './support/watch.ts'

// Columns, settings and saved views of a list, by mouse and by keyboard, on two devices.

const stage = stageFixture('demo')
let page: Page
let customers: string

beforeAll(async () => {
  const entered = await enterDemo(stage, 'jana.petersen')
  page = entered.page
  customers = `/o/${entered.handle}/customers`
})
afterEach(() => stage.expectCalm())

async function openList(of: Page = page, search = ''): Promise<void> {
  await of.goto(`${customers}${search}`)
  await of.locator('tbody tr[data-index]').first().waitFor()
  await settled(of)
}

async function heads(of: Page = page): Promise<string[]> {
  const all = await of.locator('thead th:not(:has(input))').allTextContents()
  return all.map((text) => text.trim())
}

async function widthOf(name: string, of: Page = page): Promise<number> {
  const box = await of.getByRole('columnheader', { name }).boundingBox()
  return Math.round(box?.width ?? 0)
}

/** A second device of the same person. */
async function secondDevice(): Promise<Page> {
  const { page: other } = await enterDemo(stage, 'jana.petersen')
  await openList(other)
  return other
}

async function reset(): Promise<void> {
  await page.getByRole('button', { name: 'Spalten', exact: true }).click()
  await page.getByRole('button', { name: 'Spalten zurücksetzen' }).click()
  await page.keyboard.press('Escape')
}

const declared = ['Nr.', 'Firma', 'Status', 'Partner', 'Partner-Kontakt', 'Ort', 'Telefon', 'Geändert']

test('LST-4 LST-5 by mouse: hide, drag, make wider; reload and a second device show the same', async () => {
  await openList()
  expect(await heads()).toEqual(declared)
  await page.getByRole('button', { name: 'Spalten', exact: true }).click()
  const panel = page.getByRole('dialog', { name: 'Spalten' })
  await panel.getByRole('checkbox', { name: 'Telefon' }).uncheck()
  await panel.getByRole('checkbox', { name: 'E-Mail' }).check()
  const grip = panel.getByRole('button', { name: 'Ort verschieben' })
  const [from, to] = [
    await grip.boundingBox(),
    await panel.getByRole('button', { name: 'Status verschieben' }).boundingBox(),
  ]
  if (!from || !to) throw new Error('there is nothing to drag')
  await page.mouse.move(from.x + 8, from.y + 8)
  await page.mouse.down()
  await page.mouse.move(from.x + 8, from.y - 20, { steps: 4 })
  await page.mouse.move(to.x + 8, to.y + 4, { steps: 8 })
  await page.mouse.up()
  const wanted = ['Nr.', 'Firma', 'Ort', 'Status', 'Partner', 'Partner-Kontakt', 'E-Mail', 'Geändert']
  await expect.poll(() => heads()).toEqual(wanted)
  await page.keyboard.press('Escape')

  const before = await widthOf('Ort')
  const edge = await page.getByRole('columnheader', { name: 'Ort' }).boundingBox()
  if (!edge) throw new Error('there is no edge')
  await page.mouse.move(edge.x + edge.width - 3, edge.y + 15)
  await page.mouse.down()
  await page.mouse.move(edge.x + edge.width + 67, edge.y + 15, { steps: 5 })
  await page.mouse.up()
  await expect.poll(() => widthOf('Ort')).toBe(before + 70)
  expect(new URL(page.url()).searchParams.get('columns')).toBe('number,name,city,status,owner,contact,email,changedAt')

  const keep = await (async () => {
    await settled(page)
    await page.reload()
    await page.locator('tbody tr[data-index]').first().waitFor()
    return [await heads(), await widthOf('Ort')]
  })()
  expect(keep).toEqual([wanted, before + 70])
  const other = await secondDevice()
  expect([await heads(other), await widthOf('Ort', other)]).toEqual([wanted, before + 70])
  await other.close()
  // a file has the same columns in the same order
  const asked = page.waitForRequest((request) => request.url().includes('/customers.csv'))
  await page.getByRole('button', { name: 'Export', exact: true }).click()
  await page.getByRole('menuitem', { name: /^CSV.*sichtbare Spalten/ }).click()
  expect(new URL((await asked).url()).searchParams.get('columns')).toBe(
    'number,name,city,status,owner,contact,email,changedAt',
  )
  await reset()
  await expect.poll(() => heads()).toEqual(declared)
}, 60_000)

test('LST-4 by keyboard: move, widen, pin and hide; what is moved is said outside of the panel', async () => {
  await openList()
  const head = page.getByRole('button', { name: 'Ort, Menü' })
  await head.focus()
  await page.keyboard.press('Enter')
  const menu = page.getByRole('dialog', { name: 'Ort', exact: true })
  const before = await widthOf('Ort')
  for (const name of ['Nach links', 'Breiter', 'Breiter', 'Links anheften']) {
    await menu.getByRole('button', { name, exact: true }).focus()
    await page.keyboard.press('Enter')
  }
  await page.keyboard.press('Escape')
  await expect
    .poll(() => heads())
    .toEqual(['Nr.', 'Firma', 'Ort', 'Status', 'Partner', 'Partner-Kontakt', 'Telefon', 'Geändert'])
  await expect.poll(() => widthOf('Ort')).toBe(before + 40)

  await page.getByRole('button', { name: 'Spalten', exact: true }).focus()
  await page.keyboard.press('Enter')
  await page.getByRole('button', { name: 'Geändert verschieben' }).focus()
  await page.keyboard.press('Space')
  const said = page.locator('body > [id^="DndLiveRegion"]')
  await expect.poll(() => said.textContent()).toContain('Geändert aufgenommen')
  await page.keyboard.press('ArrowUp')
  await expect.poll(() => said.textContent()).toContain('Geändert auf Platz 7 von 8')
  await page.keyboard.press('Space')
  await expect.poll(async () => (await heads()).slice(-2)).toEqual(['Geändert', 'Telefon'])
  await page.getByRole('checkbox', { name: 'Partner', exact: true }).focus()
  await page.keyboard.press('Space')
  await expect.poll(() => heads()).toEqual(['Nr.', 'Firma', 'Ort', 'Status', 'Partner-Kontakt', 'Geändert', 'Telefon'])
  await page.keyboard.press('Escape')
  await expect.poll(() => page.getByRole('dialog').count()).toBe(0)
  const other = await secondDevice()
  expect(await heads(other)).toEqual(await heads())
  await other.close()
  await reset()
}, 60_000)

test('LST-5 an address beats what was stored, and is stored only once something is changed', async () => {
  await openList(page, '?filter=status:in=prospect')
  await page.getByRole('button', { name: 'Status Interessent' }).waitFor()
  const other = await secondDevice()
  expect(await other.getByRole('button', { name: 'Status Interessent' }).count()).toBe(0)
  await page.getByRole('columnheader', { name: 'Ort' }).getByRole('button', { name: 'Ort', exact: true }).click()
  await expect.poll(() => new URL(page.url()).searchParams.get('sort')).toBe('city')
  await settled(page)
  await openList(other)
  await other.getByRole('button', { name: 'Status Interessent' }).waitFor()
  expect(new URL(other.url()).searchParams.get('filter')).toBe('status:in=prospect')
  await other.close()
  await page.getByRole('link', { name: /^Alle/ }).click()
  await expect.poll(() => page.getByRole('button', { name: 'Status Interessent' }).count()).toBe(0)
})

test('LST-6 a view is saved, shared, opened by its link, renamed, changed, deleted and brought back', async () => {
  await openList(page, '?filter=city:starts=Hamburg&sort=name')
  await page.getByRole('button', { name: 'Ansicht speichern' }).click()
  await page.getByLabel('Name der Ansicht').fill('Hamburg')
  await page.getByLabel('Für die ganze Organisation').check()
  await page.getByRole('button', { name: 'Speichern', exact: true }).click()
  const tab = page.getByRole('link', { name: /^Hamburg/ })
  await tab.waitFor()
  await expect.poll(() => new URL(page.url()).search).toMatch(/^\?view=[0-9a-f-]{36}$/)
  const link = page.url()

  // at a site below it is offered, and opens with the rights of whoever opens it
  const { page: below, handle } = await enterDemo(stage, 'soeren.lassen')
  await below.goto(link.replace(/\/o\/[^/]+/, `/o/${handle}`))
  await below.getByRole('button', { name: /Ort beginnt mit „Hamburg“/ }).waitFor()
  expect(await below.getByRole('link', { name: /^Hamburg/ }).getAttribute('aria-current')).toBe('true')
  await below.getByRole('button', { name: 'Ansicht Hamburg, Menü' }).click()
  await below
    .getByText('Diese Ansicht gehört zu Ahlers Systemhaus GmbH und lässt sich nur dort ändern.')
    .first()
    .waitFor()
  await below.close()

  const menu = (name: string) => page.getByRole('menuitem', { name })
  const open = () => page.getByRole('button', { name: /^Ansicht Hamburg.*, Menü$/ }).click()
  await open()
  await menu('Umbenennen …').click()
  await page.getByLabel('Name der Ansicht').fill('Hamburg Mitte')
  await page.getByRole('button', { name: 'Umbenennen', exact: true }).click()
  await page.getByRole('link', { name: /^Hamburg Mitte/ }).waitFor()
  await page.getByRole('columnheader', { name: 'Ort' }).getByRole('button', { name: 'Ort', exact: true }).click()
  await expect.poll(() => new URL(page.url()).searchParams.get('sort')).toBe('city')
  await open()
  await menu('Änderungen speichern').click()
  await expect.poll(() => new URL(page.url()).search).toMatch(/^\?view=[0-9a-f-]{36}$/)
  await open()
  await menu('Löschen').click()
  await expect.poll(() => page.getByRole('link', { name: /^Hamburg Mitte/ }).count()).toBe(0)
  await page.getByRole('button', { name: 'Rückgängig' }).click()
  await page.getByRole('link', { name: /^Hamburg Mitte/ }).waitFor()
  await page.getByRole('link', { name: /^Alle/ }).click()
}, 60_000)

test('LST-6 a changed view says so on its tab; it is put back, kept under another name, or kept', async () => {
  await openList(page, '?filter=city:starts=Bremen&sort=name')
  await page.getByRole('button', { name: 'Ansicht speichern' }).click()
  await page.getByLabel('Name der Ansicht').fill('Weser')
  await page.getByLabel('Für die ganze Organisation').check()
  await page.getByRole('button', { name: 'Speichern', exact: true }).click()
  const tab = page.getByRole('link', { name: /^Weser \d/ })
  await tab.waitFor()
  const saved = page.url()
  const isMarked = async () => (await tab.textContent())?.endsWith('geändert')
  expect(await isMarked()).toBe(false)
  const menu = (name: string) => page.getByRole('menuitem', { name })
  const open = () => page.getByRole('button', { name: 'Ansicht Weser, Menü' }).click()
  await open()
  await menu('Umbenennen …').waitFor()
  expect(await menu('Als neue Ansicht speichern …').count()).toBe(0)
  await page.keyboard.press('Escape')

  await page.getByLabel('Liste durchsuchen').fill('gmbh')
  await expect.poll(isMarked).toBe(true)
  await open()
  await menu('Zurücksetzen').click()
  await expect.poll(isMarked).toBe(false)
  expect(page.url()).toBe(saved)

  await page.getByRole('columnheader', { name: 'Ort' }).getByRole('button', { name: 'Ort', exact: true }).click()
  await expect.poll(isMarked).toBe(true)
  await open()
  await menu('Als neue Ansicht speichern …').click()
  await page.getByLabel('Name der Ansicht').fill('Nach Ort')
  await page.getByRole('button', { name: 'Speichern', exact: true }).click()
  await expect.poll(() => page.getByRole('link', { name: /^Nach Ort \d+$/ }).getAttribute('aria-current')).toBe('true')
  await tab.click()
  await expect.poll(isMarked).toBe(false)

  // whoever is only offered it cannot change it, but keep their own
  const { page: below, handle } = await enterDemo(stage, 'soeren.lassen')
  await below.goto(saved.replace(/\/o\/[^/]+/, `/o/${handle}`))
  await below.getByRole('columnheader', { name: 'Ort' }).getByRole('button', { name: 'Ort', exact: true }).click()
  await below.getByRole('link', { name: /^Weser.*geändert$/ }).waitFor()
  await below.getByRole('button', { name: 'Ansicht Weser, Menü' }).click()
  await below.getByText('Diese Ansicht gehört zu Ahlers Systemhaus GmbH und lässt sich nur dort ändern.').waitFor()
  expect(await below.getByRole('menuitem').allTextContents()).toEqual([
    'Als neue Ansicht speichern …',
    'Zurücksetzen',
    'Link kopieren',
  ])
  await below.close()
  await page.getByRole('link', { name: /^Alle/ }).click()
}, 60_000)

test('LST-12 an address that nobody here can use shows no rows and says so', async () => {
  await page.goto(`${customers}?filter=geheim:is=true`)
  await page.getByText('Diese Ansicht verwendet etwas, das Sie nicht sehen können').waitFor()
  expect(await page.locator('tbody tr').count()).toBe(0)
  await page.getByRole('button', { name: 'Zurücksetzen' }).click()
  await page.locator('tbody tr[data-index]').first().waitFor()
  await page.goto(`${customers}?view=018f4e2a-7b1c-7d3e-8f00-0123456789ab`)
  await page.getByRole('heading', { name: 'Diese Ansicht gibt es nicht' }).waitFor()
  await page.getByRole('link', { name: 'Liste öffnen' }).click()
  await page.locator('tbody tr[data-index]').first().waitFor()
})

test('LST-2 the choices of a filter are searched as the server folds, what is chosen stays in sight, and rows are marked alike', async () => {
  await openList(page, '?q=mueller')
  await expect.poll(() => page.locator('tbody mark').allTextContents()).toContain('Müller')
  await page.getByRole('button', { name: 'Suche leeren' }).click()
  await page.getByRole('button', { name: 'Partner-Kontakt, Menü' }).click()
  const menu = page.getByRole('dialog', { name: 'Partner-Kontakt' })
  await menu.getByRole('textbox', { name: 'Wert suchen' }).fill('osswald')
  await menu.getByRole('checkbox', { name: /Henrike Oßwald/ }).check()
  await expect.poll(() => menu.locator('mark').allTextContents()).toEqual(['Oßwald'])
  await menu.getByRole('textbox', { name: 'Wert suchen' }).fill('soeren')
  await menu.getByRole('checkbox', { name: /Sören Lassen/ }).waitFor()
  expect(await menu.getByRole('checkbox', { name: /Henrike Oßwald/ }).isChecked()).toBe(true)
  await page.keyboard.press('Escape')
  await page.getByRole('button', { name: 'Partner-Kontakt Henrike Oßwald' }).waitFor()
})
