import type { Page } from 'playwright-core'

/** Keeps back what a page writes to an address until it is passed on. */
export async function holdSaving(page: Page, address: string): Promise<{ sent: () => number; passOn: () => void }> {
  let sent = 0
  const { promise, resolve } = Promise.withResolvers<void>()
  await page.route(address, async (route) => {
    if (route.request().method() === 'GET') return route.fallback()
    sent += 1
    await promise
    await route.fallback()
  })
  return { sent: () => sent, passOn: resolve }
}
