import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { tooWide, violations } from './support/inspections.ts'
import { pages, setUpSteps } from './support/pages.ts'
import { setupCode, stageFixture } from './support/stage.ts'
import { openTour, type Tour } from './support/tour.ts'
import { settled } from './support/watch.ts'

let tour: Tour

beforeAll(async () => {
  tour = await openTour()
})
afterAll(() => tour.stage.close())

test('every page of routes.tsx is among those that are looked at', async () => {
  const routes = await readFile(join(import.meta.dirname, '../../src/web/routes.tsx'), 'utf8')
  // the name of the component stands alone in its quotes, however the call is broken into lines
  const components = [...routes.matchAll(/'(\w+Page)'/g)].map((match) => match[1])
  expect(components).toHaveLength(routes.split('lazyRouteComponent(').length - 1)
  const looked = new Set(pages.map(({ component }) => component))
  expect(components.length).toBeGreaterThan(12)
  expect(components.filter((component) => component && !looked.has(component))).toEqual([])
})

describe.each(pages)('$name', ({ name }) => {
  let page: Page
  beforeAll(async () => {
    page = await tour.visit(name)
  })

  test('WCAG 2.2 AA in both themes', async () => {
    expect(await violations(page)).toEqual([])
  })

  test('fits into every width', async () => {
    expect(await tooWide(page)).toEqual([])
    tour.stage.expectCalm()
  })
})

describe('an empty installation', () => {
  const stage = stageFixture('empty')
  let page: Page
  beforeAll(async () => {
    page = await stage.window()
  })

  test.each(setUpSteps)('$name: WCAG 2.2 AA, fits into every width', async ({ open }) => {
    await open(page, await setupCode(stage))
    await settled(page)
    expect(await violations(page)).toEqual([])
    expect(await tooWide(page)).toEqual([])
    stage.expectCalm()
  })
})
