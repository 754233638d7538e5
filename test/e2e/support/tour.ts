import { readFile } from 'node:fs/promises'
import type { Page } from 'playwright-core'
import { customerFile } from './careful-reader.ts'
import { enterDemo, findPlaces } from './demo.ts'
import { pages, type Places } from './pages.ts'
import { states } from './states.ts'
import { openStage, type Stage } from './stage.ts'
import { settled } from './watch.ts'

/** The demo world with a window for each person, kept from page to page. */
export interface Tour {
  stage: Stage
  /** Opens a page of `pages` in the window of its person. */
  visit(name: string): Promise<Page>
  /** Opens a page and on it a state of `states`. */
  open(name: string): Promise<Page>
}

/**
 * Opens the demo world for tests that look at every page.
 *
 * @param prepare what is done to every window before it is used
 */
export async function openTour(prepare: (page: Page) => Promise<void> = async () => undefined): Promise<Tour> {
  const stage = await openStage('demo')
  const places = await findPlaces(stage, { name: 'kunden-altsystem.csv', content: await readFile(customerFile) })
  const windows = new Map<string, Page>()
  const windowOf = async (login: string | undefined) => {
    const known = windows.get(login ?? '')
    if (known) return known
    const page = login === undefined ? await stage.window() : (await enterDemo(stage, login)).page
    await prepare(page)
    windows.set(login ?? '', page)
    return page
  }
  const visit = async (name: string) => {
    const shown = pages.find((one) => one.name === name)
    if (!shown) throw new Error(`there is no page ${name}`)
    const page = await windowOf(shown.as)
    await goTo(page, shown.path, places)
    return page
  }
  return {
    stage,
    visit,
    open: async (name) => {
      const state = states.find((one) => one.name === name)
      const page = await visit(state?.page ?? '')
      await state?.open(page)
      await settled(page)
      return page
    },
  }
}

async function goTo(page: Page, path: (places: Places) => string, places: Places): Promise<void> {
  // from a page of the same address but for its fragment, the browser would not load anew
  await page.goto('about:blank')
  await page.setViewportSize({ width: 1440, height: 900 })
  await page.goto(path(places))
  await settled(page)
}
