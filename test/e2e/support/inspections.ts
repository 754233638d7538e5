import { AxeBuilder } from '@axe-core/playwright'
import type { Page } from 'playwright-core'
import { settled } from './watch.ts'

const levels = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']
// a theme changes nothing but colours
const ofColours = ['color-contrast', 'link-in-text-block']

/** What axe finds: all rules in the light theme, and in the dark one those that judge colours. */
export async function violations(page: Page): Promise<string[]> {
  const light = await axe(page).withTags(levels).analyze()
  await page.emulateMedia({ colorScheme: 'dark' })
  await settled(page)
  const dark = await axe(page).withRules(ofColours).analyze()
  await page.emulateMedia({ colorScheme: 'light' })
  return [...light.violations.flatMap(inWords('light')), ...dark.violations.flatMap(inWords('dark'))]
}

function axe(page: Page): AxeBuilder {
  // in one go, without a window of its own to put results together
  return new AxeBuilder({ page }).setLegacyMode()
}

type Violation = Awaited<ReturnType<AxeBuilder['analyze']>>['violations'][number]

function inWords(theme: string) {
  return ({ id, nodes }: Violation) =>
    nodes.map(({ target, failureSummary }) => `${theme} ${id} ${target.join(' ')}: ${failureSummary}`)
}

const widths = [1440, 1024, 390, 360]

/** What a reader would have to scroll sideways for; tables scroll within themselves. */
export async function tooWide(page: Page): Promise<string[]> {
  const found: string[] = []
  for (const width of widths) {
    await page.setViewportSize({ width, height: 900 })
    await settled(page)
    found.push(...(await sideways(page)).map((what) => `${width}: ${what}`))
  }
  await page.setViewportSize({ width: 1440, height: 900 })
  return found
}

function sideways(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const outer = [document.documentElement, document.querySelector('main'), document.querySelector('[role="dialog"]')]
    const parts = [...document.querySelectorAll('h1, h2, button, input, a[href]')]
    return [
      ...outer
        .filter((box) => box !== null)
        .filter((box) => box.scrollWidth > box.clientWidth && getComputedStyle(box).overflowX !== 'hidden')
        .map((box) => `${box.tagName} holds ${box.scrollWidth} in ${box.clientWidth}`),
      ...parts.filter(isCutOff).map((one) => `cut off: ${one.outerHTML.slice(0, 120)}`),
      ...parts.filter(isCutInside).map((one) => `has no room for its text: ${one.outerHTML.slice(0, 120)}`),
    ]

    /** Its text ends in nothing, not even in an ellipsis. */
    function isCutInside(one: Element): boolean {
      const { overflowX, textOverflow } = getComputedStyle(one)
      return overflowX === 'hidden' && textOverflow !== 'ellipsis' && one.scrollWidth > one.clientWidth + 1
    }

    /** Right of the window, with nothing that scrolls to it. */
    function isCutOff(one: Element): boolean {
      const { left, right, width } = one.getBoundingClientRect()
      if (width === 0 || (right <= innerWidth + 1 && left >= -1)) return false
      for (let box: Element | null = one; box; box = box.parentElement) {
        const { overflowX, clip, position, visibility } = getComputedStyle(box)
        if (['auto', 'scroll'].includes(overflowX) || clip !== 'auto' || visibility === 'hidden') return false
        if (position === 'fixed') break
      }
      // links to skip with stand outside until they have the focus
      return one.getBoundingClientRect().right > 0
    }
  })
}
