import { type APIRequestContext, type Browser, type BrowserContextOptions, type Page, request } from 'playwright-core'
import { afterAll, beforeAll, expect } from 'vitest'
import { loadDemoWorld, newSetupCode } from '../../../src/server/modules/installation/index.ts'
import { openPortal, type Portal } from '../../support/portal.ts'
import { freePort } from '../../../src/server/platform/free-port.ts'
import { launchChromium } from './chromium.ts'
import { watch } from './watch.ts'

/** A portal that listens, with jobs, and a browser in front of it. */
export interface Stage {
  portal: Portal
  url: string
  browser: Browser
  /** asks without a session */
  server: APIRequestContext
  /** A window with cookies and storage of its own. */
  window(options?: BrowserContextOptions): Promise<Page>
  /** A window in which somebody is signed in already, for tests that are not about signing in. */
  enter(login: string, password: string, options?: BrowserContextOptions): Promise<Page>
  /** Nothing went wrong since: no error in a console or a page, no 5xx, no error in the log. */
  expectCalm(): void
  close(): Promise<void>
}

const timeout = 15_000

/** Opens a stage: with the demo world, or empty. */
export async function openStage(world: 'demo' | 'empty'): Promise<Stage> {
  const port = await freePort()
  const url = `http://127.0.0.1:${port}`
  const portal = await openPortal({ worker: true, env: { KONTOR_URL: url } })
  if (world === 'demo') await loadDemoWorld(portal.services)
  await portal.server.listen({ host: '127.0.0.1', port })
  const browser = await launchChromium()
  const server = await request.newContext({ baseURL: url })
  const problems: string[] = []
  const window = async (options: BrowserContextOptions = {}) => {
    const context = await browser.newContext({ ...german, baseURL: url, ...options })
    context.setDefaultTimeout(timeout)
    // a link of a mail and a Ctrl-click open further ones
    context.on('page', (page) => watch(page, problems))
    return context.newPage()
  }
  return {
    portal,
    url,
    browser,
    server,
    window,
    enter: async (login, password, options) => {
      const page = await window(options)
      const reply = await page.context().request.post('/api/v1/session', { data: { login, password } })
      expect(reply.status(), `${login} signs in`).toBe(201)
      return page
    },
    expectCalm: () => expect([...problems, ...portal.log.filter(isError)]).toEqual([]),
    close: async () => {
      await server.dispose()
      await browser.close()
      await portal.close()
    },
  }
}

/** A stage for the tests of a file. The object is there at once, so that helpers of the file can name it. */
export function stageFixture(world: Parameters<typeof openStage>[0]): Stage {
  const stage = {} as Stage
  beforeAll(async () => {
    Object.assign(stage, await openStage(world))
  })
  afterAll(() => stage.close())
  return stage
}

const german: BrowserContextOptions = {
  locale: 'de-DE',
  timezoneId: 'Europe/Berlin',
  viewport: { width: 1440, height: 900 },
  colorScheme: 'light',
  reducedMotion: 'reduce',
}

/** The one-time code that the start of an empty portal prints. */
export async function setupCode({ portal }: Stage): Promise<string> {
  return (await newSetupCode(portal.services.database)) ?? ''
}

function isError(line: string): boolean {
  return /"level":"?(error|fatal|50|60)\b/.test(line)
}
