import type { Page, Request } from 'playwright-core'

const pending = new WeakMap<Page, Set<Request>>()
const quiet = 80
const longest = 15_000

/** Notes everything in a window that must not happen, and which requests it waits for. */
export function watch(page: Page, problems: string[]): void {
  const requests = new Set<Request>()
  pending.set(page, requests)
  page.on('console', (message) => {
    // the browser says this of every 4xx, which may be just what is tested
    if (message.type() === 'error' && !/^Failed to load resource: .* status of 4\d\d/.test(message.text()))
      problems.push(`${page.url()} console: ${message.text()}`)
  })
  page.on('pageerror', (error) => problems.push(`${page.url()} error: ${error.stack ?? error.message}`))
  page.on('response', (response) => {
    if (response.status() >= 500) problems.push(`${response.url()} answers ${response.status()}`)
  })
  page.on('request', (request) => {
    // an event stream goes on as long as its window
    if (request.resourceType() !== 'eventsource') requests.add(request)
  })
  page.on('requestfinished', (request) => requests.delete(request))
  page.on('requestfailed', (request) => requests.delete(request))
}

/** Waits until a page stands: nothing asked for, nothing busy, fonts there. */
export async function settled(page: Page): Promise<void> {
  const until = Date.now() + longest
  let since = Date.now()
  while (Date.now() - since < quiet) {
    if (Date.now() > until) throw new Error(`${page.url()} does not come to rest`)
    if (!(await isAtRest(page))) since = Date.now()
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
}

async function isAtRest(page: Page): Promise<boolean> {
  if ((pending.get(page)?.size ?? 0) > 0) return false
  return page.evaluate(async () => {
    // a table knows its rows only once it was laid out
    await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)))
    const isBusy = document.querySelector('[aria-busy="true"]') !== null
    const moves = document.getAnimations().some((one) => one instanceof CSSTransition && one.playState === 'running')
    // the sheet is empty while the code of its page is on the way
    const stands = (document.querySelector('main')?.textContent ?? '') !== ''
    // a font is asked for only once text in it was laid out
    const hasFonts =
      document.fonts.status === 'loaded' && document.fonts.check(`13px ${getComputedStyle(document.body).fontFamily}`)
    return stands && !isBusy && !moves && hasFonts
  })
}
