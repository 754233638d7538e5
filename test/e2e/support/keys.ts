import type { Locator, Page } from 'playwright-core'
import { expect } from 'vitest'

const furthest = 80

/** Somebody who has no mouse; every stop on the way must be seen (WCAG 2.1.1, 2.4.7). */
export interface Keyboard {
  /** Goes to a control and presses Enter. */
  follow(target: Locator): Promise<void>
  /** Presses Tab until the target has the focus. */
  tabTo(target: Locator): Promise<void>
  /** Waits until the target has the focus. */
  focused(target: Locator): Promise<void>
  press(...keys: string[]): Promise<void>
  type(text: string): Promise<void>
  /** Nothing was pointed at since the page was loaded. */
  expectNoPointer(): Promise<void>
}

/** Puts the mouse of a window away. */
export async function withoutMouse(page: Page): Promise<Keyboard> {
  await page.addInitScript(() => {
    for (const kind of ['pointerdown', 'mousedown', 'touchstart'])
      addEventListener(kind, () => document.documentElement.setAttribute('data-pointed', kind), true)
  })
  const keyboard: Keyboard = {
    async follow(target) {
      await target.waitFor()
      await keyboard.tabTo(target)
      await page.keyboard.press('Enter')
    },
    async tabTo(target) {
      for (let stops = 0; stops < furthest; stops += 1) {
        await page.keyboard.press('Tab')
        await expectSeen(page)
        if (await isFocused(target)) return
      }
      throw new Error(`${target.toString()} is not reached with ${furthest} stops`)
    },
    async focused(target) {
      await target.waitFor()
      await expect.poll(() => isFocused(target)).toBe(true)
      await expectSeen(page)
    },
    async press(...keys) {
      for (const key of keys) await page.keyboard.press(key)
    },
    type: (text) => page.keyboard.type(text),
    expectNoPointer: async () => expect(await page.locator('html').getAttribute('data-pointed')).toBeNull(),
  }
  return keyboard
}

/** Whether an element has the focus. */
export function isFocused(target: Locator): Promise<boolean> {
  return target.evaluate((element) => element === document.activeElement)
}

/** WCAG 2.4.7: a ring around what has the focus; a field wears it around its frame, a row in its cells. */
async function expectSeen(page: Page): Promise<void> {
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
