import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { tooWide, violations } from './support/inspections.ts'
import { states } from './support/pages.ts'
import { openTour, type Tour } from './support/tour.ts'

let tour: Tour

beforeAll(async () => {
  tour = await openTour()
})
afterAll(() => tour.stage.close())

describe.each(states)('$name', ({ name, wide }) => {
  let page: Page
  beforeAll(async () => {
    page = await tour.open(name)
  })

  test('WCAG 2.2 AA in both themes', async () => {
    expect(await violations(page)).toEqual([])
    tour.stage.expectCalm()
  })

  test.skipIf(wide)('fits into every width', async () => {
    expect(await tooWide(page)).toEqual([])
    tour.stage.expectCalm()
  })
})
