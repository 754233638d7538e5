import type { Page } from 'playwright-core'
import { afterEach, beforeAll, expect, test } from 'vitest'
import { enterDemo } from './support/demo.ts'
import { type Keyboard, withoutMouse } from './support/keys.ts'
import { stageFixture } from './support/stage.ts'

// The command palette and the keys (ux.md).

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
afterEach(() => stage.expectCalm())

const field = () => page.getByRole('combobox', { name: 'Suchen und Befehle' })
const group = (name: string) => page.getByRole('listbox', { name: 'Treffer' }).getByRole('group', { name })

async function open(text = ''): Promise<void> {
  await keys.press('Control+k')
  await keys.focused(field())
  await keys.type(text)
}

/** The option that whoever hears the page is told. */
async function active(): Promise<string> {
  const id = await field().getAttribute('aria-activedescendant')
  return (await page.locator(`[id="${id}"]`).textContent()) ?? ''
}

test('goes to a record, a page and a command by keys alone', async () => {
  await page.goto(`/o/${handle}`)
  await page.getByRole('heading', { level: 1 }).waitFor()
  await open('brinkmann logistik')
  await group('Kunden & Interessenten').getByRole('option').first().waitFor()
  await expect.poll(active).toContain('Brinkmann Logistik GmbH & Co. KG')
  await keys.press('Enter')
  await page.getByRole('heading', { level: 1, name: 'Brinkmann Logistik GmbH & Co. KG' }).waitFor()
  await open('protokoll')
  await expect.poll(active).toContain('Protokoll')
  await keys.press('Enter')
  await page.getByRole('heading', { level: 1, name: 'Protokoll' }).waitFor()
  await open('interessenten anlegen')
  await expect.poll(active).toContain('Neuen Interessenten anlegen')
  await keys.press('Enter')
  await page.getByRole('dialog', { name: 'Neuer Interessent' }).waitFor()
  await keys.press('Escape')
  await expect.poll(() => new URL(page.url()).search).toBe('')
  await open('lassen')
  await group('Personen').waitFor()
  while (!(await active()).includes('Sören Lassen')) await keys.press('ArrowDown')
  await keys.press('Enter')
  await page.getByRole('dialog', { name: 'Sören Lassen' }).waitFor()
  await keys.press('Escape')
  await keys.expectNoPointer()
})

test('what was opened lately stands first, and is forgotten at sign-out', async () => {
  await page.goto(`/o/${handle}`)
  await page.getByRole('heading', { level: 1 }).waitFor()
  await open()
  await expect.poll(() => group('Zuletzt').getByRole('option').first().textContent()).toContain('Sören Lassen')
  expect(await group('Zuletzt').textContent()).toContain('Brinkmann Logistik')
  await keys.type('brinkmann')
  await group('Kunden & Interessenten').waitFor()
  const first = group('Kunden & Interessenten').getByRole('option').first()
  await expect.poll(() => first.textContent()).toContain('Brinkmann Logistik GmbH & Co. KG')
  expect(await first.textContent()).toContain('zuletzt')
  await keys.press('Escape')
  const { page: other } = await enterDemo(stage, 'jana.petersen')
  await other.goto(`/o/${handle}`)
  await other.getByRole('heading', { level: 1 }).waitFor()
  await other.keyboard.press('Control+k')
  await other.getByRole('option').first().waitFor()
  expect(await other.getByRole('group', { name: 'Zuletzt' }).count()).toBe(0)
  await other.goto(`/o/${handle}/people`)
  await other.locator('tr[data-index="0"]').waitFor()
  await other.keyboard.press('Control+k')
  await other.getByRole('combobox', { name: 'Suchen und Befehle' }).waitFor()
  await other.keyboard.type('abmelden')
  await expect.poll(() => other.getByRole('option').allTextContents()).toEqual(['Abmelden'])
  await other.keyboard.press('Enter')
  await other.getByRole('button', { name: 'Anmelden' }).waitFor()
  expect(
    await other.evaluate(() => Object.keys(localStorage).filter((key) => key.startsWith('kontor.recent.'))),
  ).toEqual([])
  await other.close()
})

test('nothing found is said; the keys of the page rest while somebody types', async () => {
  await page.goto(`/o/${handle}/customers`)
  await page.locator('tr[data-index="0"]').waitFor()
  await open('gibtesnicht?')
  await page.getByText('Nichts passt zu „gibtesnicht?“.').waitFor()
  expect(await page.getByRole('dialog', { name: 'Tastenkürzel' }).count()).toBe(0)
  await keys.press('Control+k')
  await expect.poll(() => field().count()).toBe(0)
})

test('opens from the head of a narrow window', async () => {
  const { page: narrow } = await enterDemo(stage, 'jana.petersen', { viewport: { width: 390, height: 844 } })
  await narrow.goto(`/o/${handle}`)
  await narrow.getByRole('button', { name: 'Suchen und Befehle' }).click()
  await narrow.getByRole('combobox').fill('brinkmann logistik')
  const first = narrow.getByRole('option', { name: /Brinkmann Logistik GmbH/ }).first()
  await first.click()
  await narrow.getByRole('heading', { level: 1, name: 'Brinkmann Logistik GmbH & Co. KG' }).waitFor()
  expect(await narrow.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(true)
  await narrow.close()
})

// every key that a keyboard has near enough, alone and with the modifiers that we use
const signs = ['/', '?', '.', ',', '-', '+', '#', ' ', 'Enter', 'Escape', 'Delete', 'Backspace', 'Insert', 'F2', 'F4']
const moves = ['ArrowDown', 'ArrowUp', 'ArrowLeft', 'ArrowRight', 'PageDown', 'PageUp', 'Home', 'End']
const letters = Array.from('abcdefghijklmnopqrstuvwxyz0123456789')

/** The keys that do something where the focus is, written as the dialog writes them. */
async function heard(reset: () => Promise<void>): Promise<string[]> {
  const found: string[] = []
  for (const key of [...letters, ...signs, ...moves]) {
    for (const modifiers of ['', 'shift', 'mod']) {
      const isTaken = await page.evaluate(
        ({ key: pressed, modifiers: held }) => {
          const event = new KeyboardEvent('keydown', {
            key: pressed,
            ctrlKey: held === 'mod',
            shiftKey: held === 'shift',
            bubbles: true,
            cancelable: true,
          })
          ;(document.activeElement ?? document.body).dispatchEvent(event)
          return event.defaultPrevented
        },
        // with Shift a letter is another letter
        { key: modifiers === 'shift' && key.length === 1 ? key.toUpperCase() : key, modifiers },
      )
      if (!isTaken) continue
      const name = key === ' ' ? 'Space' : key
      // signs stand on different keys of different keyboards, with Shift or without
      if (!(modifiers === 'shift' && /^[/?]$/.test(key))) found.push(modifiers === '' ? name : `${modifiers}+${name}`)
      await reset()
    }
  }
  return found.toSorted()
}

async function listed(): Promise<string[]> {
  await keys.press('?')
  const dialog = page.getByRole('dialog', { name: 'Tastenkürzel' })
  await dialog.waitFor()
  const found = await dialog
    .locator('[data-keys]')
    .evaluateAll((rows) => rows.map((row) => row.getAttribute('data-keys') ?? ''))
  const words = await dialog.locator('dt').allTextContents()
  expect(new Set(words).size, 'two keys are said to do the same').toBe(words.length)
  await keys.press('Escape')
  return found.toSorted()
}

test.each(['customers', 'people'])(
  'the keys behind ? are those that work on the rows of %s, and no others',
  async (list) => {
    const reset = async () => {
      await page.goto(`/o/${handle}/${list}`)
      const row = page.locator('tr[data-index="2"]')
      await row.waitFor()
      await row.focus()
      await keys.press('Space')
      await page.getByText('1 ausgewählt').first().waitFor()
    }
    await reset()
    const said = await listed()
    await reset()
    expect(await heard(reset)).toEqual(said)
    expect(said).toEqual(
      expect.arrayContaining(['/', '?', 'mod+k', 'Space', 'shift+Space', list === 'people' ? 'l' : 'p']),
    )
  },
  120_000,
)

test.each(['', '/settings'])(
  'the keys behind ? are those that work on the page %j, and no others',
  async (path) => {
    const reset = async () => {
      await page.goto(`/o/${handle}${path}`)
      await page.getByRole('heading', { level: 1 }).waitFor()
    }
    await reset()
    const said = await listed()
    await reset()
    expect(await heard(reset)).toEqual(said)
  },
  60_000,
)

test('ACC-10 whoever belongs to several organisations finds the customers of all, each with its organisation, and opens them there', async () => {
  const { page: other, handle: hamburg } = await enterDemo(stage, 'soeren.lassen')
  const reply = await other.context().request.get('/api/v1/me')
  const { memberships } = await reply.json()
  await other.close()
  expect(memberships).toHaveLength(1)
  // at a site of hers, Jana finds a customer that belongs to another one
  await page.goto(`/o/${hamburg}`)
  await page.getByRole('heading', { level: 1 }).waitFor()
  const all = await page.context().request.get(`/api/v1/o/${hamburg}/customers?across=memberships&limit=200`)
  const { items } = await all.json()
  const elsewhere = items.find(({ owner }: { owner: { name: string } }) => owner.name === 'Ahlers Bremen')
  await open(elsewhere.name)
  const hit = group('Kunden & Interessenten').getByRole('option', { name: elsewhere.name })
  await hit.getByText('Ahlers Bremen').waitFor()
  await hit.click()
  await page.getByRole('heading', { level: 1, name: elsewhere.name }).waitFor()
  expect(new URL(page.url()).pathname).toMatch(/^\/o\/ahlers-bremen-\w+\/customers\//)
})

test('what is typed while the palette is on its way is not lost, and no shortcut', async () => {
  await page.goto(`/o/${handle}/people`)
  const { promise, resolve } = Promise.withResolvers<void>()
  await page.route(/\/assets\/palette-[\w-]{8}\.js/, async (route) => {
    await promise
    await route.fallback()
  })
  await page.getByRole('heading', { level: 1 }).waitFor()
  await keys.press('Control+k')
  const waiting = page.getByRole('textbox', { name: 'Suchen und Befehle' })
  await keys.focused(waiting)
  await keys.type('protokoll')
  resolve()
  await keys.focused(field())
  expect(await field().inputValue()).toBe('protokoll')
  await expect.poll(active).toContain('Protokoll')
  await keys.press('Enter')
  await page.getByRole('heading', { level: 1, name: 'Protokoll' }).waitFor()
  await page.unrouteAll()
})

test('a palette that cannot be fetched says so; the page stays, and the next try opens it', async () => {
  await page.goto(`/o/${handle}/people`)
  await page.getByRole('heading', { level: 1 }).waitFor()
  let tries = 0
  await page.route(/\/assets\/palette-[\w-]{8}\.js/, (route) => {
    tries += 1
    return route.fulfill({ status: 404 })
  })
  await keys.press('Control+k')
  await page.getByText('Suche und Befehle lassen sich gerade nicht laden.').first().waitFor()
  expect(await page.getByRole('dialog').count()).toBe(0)
  await page.getByRole('heading', { level: 1, name: 'Personen' }).waitFor()
  await page.unrouteAll()
  await keys.press('Control+k')
  await keys.focused(field())
  expect(tries).toBeGreaterThan(0)
})
