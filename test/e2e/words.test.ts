import { globSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { basename, join } from 'node:path'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { countriesIn, statesOf } from '../../src/web/features/customers/places.ts'
import { pages } from './support/pages.ts'
import { states } from './support/states.ts'
import { openTour, type Tour } from './support/tour.ts'

// The pages in a language whose words all stand in brackets: what stands outside came from no catalogue, unless it is
// data, a date or the name of the product.

const german = join(import.meta.dirname, '../../src/locales/de')

let tour: Tour
/** words of what the server told */
const data = new Set<string>()
/** replies whose words are not among them yet */
const reading: Promise<void>[] = []
/** words of dates and places */
let local: Set<string> | undefined

beforeAll(async () => {
  const catalogue = await bracketed()
  tour = await openTour(async (page) => {
    const body = `export const catalogue = ${JSON.stringify(catalogue)}`
    await page.route('**/assets/catalogue-de-*.js', (route) => route.fulfill({ contentType: 'text/javascript', body }))
    page.on('response', (response) => {
      // an event stream has no end
      if (/\bjson\b/.test(response.headers()['content-type'] ?? ''))
        reading.push(response.json().then(keep, () => undefined))
    })
  })
})
afterAll(() => tour.stage.close())

test.each(pages)('every word of $name comes from the catalogues', async ({ name }) => {
  expect(await strangeWords(await tour.visit(name))).toEqual([])
})

test.each(states)('every word of $name comes from the catalogues', async ({ name }) => {
  expect(await strangeWords(await tour.open(name))).toEqual([])
})

async function bracketed(): Promise<Record<string, unknown>> {
  const files = globSync('*.json', { cwd: german })
  const entries = files.map(async (file) => {
    const words: unknown = JSON.parse(await readFile(join(german, file), 'utf8'))
    return [`../../locales/de/${basename(file)}`, wrap(words)] as const
  })
  return Object.fromEntries(await Promise.all(entries))
}

function wrap(words: unknown): unknown {
  if (typeof words === 'string') return `⟦${words}⟧`
  return Object.fromEntries(Object.entries(words ?? {}).map(([key, value]) => [key, wrap(value)]))
}

/** Remembers the words of a reply. Keys, of roles and states say, are no words that a page may show. */
function keep(value: unknown): void {
  if (typeof value === 'string' && !/^[a-z_]+$/.test(value)) remember(value)
  if (typeof value !== 'object' || value === null) return
  // the columns of an import are named by the file, and its cells may look like keys
  if ('imported' in value) keep(Object.keys(value.imported ?? {}))
  for (const cells of ['samples', 'value'] as const) {
    const written: unknown = Reflect.get(value, cells)
    for (const cell of Array.isArray(written) ? written : [written]) if (typeof cell === 'string') remember(cell)
  }
  Object.values(value).forEach(keep)
}

function remember(text: string): void {
  for (const word of wordsOf(text)) data.add(word)
}

function wordsOf(text: string): string[] {
  return text.match(/\p{L}{2,}/gu) ?? []
}

async function strangeWords(page: Page): Promise<string[]> {
  local ??= await localWords(page)
  const known = local
  const { running, single } = await textsOf(page)
  await Promise.all(reading.splice(0))
  return [...outsideOf(running), ...single.flatMap(outsideOf)].filter(
    (word) => !data.has(word) && !known.has(word) && word !== 'Kontor',
  )
}

/** The words of a text that stand in no brackets. */
function outsideOf(text: string): string[] {
  let depth = 0
  let outside = ''
  for (const character of text) {
    if (character === '⟦') depth += 1
    else if (character === '⟧') depth -= 1
    else if (depth === 0) outside += character
  }
  return wordsOf(outside)
}

/** All text of a page in its order, and the texts that attributes hold. */
function textsOf(page: Page): Promise<{ running: string; single: string[] }> {
  return page.evaluate(() => {
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
    const nodes: string[] = [document.title]
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const parent = node.parentElement
      const silent = parent?.closest('script, style, noscript, kbd, code')
      // initials: the name stands beside them
      const initials = parent?.closest('[aria-hidden]') && (node.textContent ?? '').length <= 2
      if (!silent && !initials) nodes.push(node.textContent ?? '')
    }
    const names = ['aria-label', 'title', 'placeholder', 'alt']
    const single = [...document.querySelectorAll(names.map((name) => `[${name}]`).join())].flatMap((element) =>
      names.map((name) => element.getAttribute(name) ?? ''),
    )
    return { running: nodes.join('\n'), single }
  })
}

/** What the browser's `Intl` says: days, months, countries, time zones; and the states of countries, which are names. */
async function localWords(page: Page): Promise<Set<string>> {
  const countries = countriesIn('de').map(({ value }) => value)
  const spoken = await page.evaluate((codes) => {
    const relative = new Intl.RelativeTimeFormat('de-DE', { numeric: 'auto' })
    const names = new Intl.DisplayNames('de', { type: 'region' })
    const forms = [
      new Intl.DateTimeFormat('de-DE', { day: 'numeric', month: 'short' }),
      new Intl.DateTimeFormat('de-DE', { day: 'numeric', month: 'long', weekday: 'long' }),
    ]
    // in steps of 29 days, every month and every day of the week
    const days = Array.from({ length: 14 }, (_, step) => new Date(Date.UTC(2026, 0, 1 + step * 29)))
    return [
      ...days.flatMap((day) => forms.map((form) => form.format(day))),
      ...[0, 1, 2, 3, 6].map((ago) => relative.format(-ago, 'day')),
      ...codes.map((code) => names.of(code) ?? ''),
      ...Intl.supportedValuesOf('timeZone'),
      new Intl.ListFormat('de-DE').format(['1', '2']),
      'kB',
    ]
  }, countries)
  return new Set([...spoken, ...countries.flatMap((country) => statesOf(country, ''))].flatMap(wordsOf))
}
