// Pictures of every page in the demo world, to be looked at: node scripts/run.mjs scripts/pictures.ts [name ...]
import { type ChildProcess, spawn } from 'node:child_process'
import { mkdir, mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Browser, type BrowserContextOptions, type Page, request } from 'playwright-core'
import { build } from 'vite'
import { customerFile } from '../test/e2e/support/careful-reader.ts'
import { launchChromium } from '../test/e2e/support/chromium.ts'
import { enterDemo, findPlaces, type Windows } from '../test/e2e/support/demo.ts'
import { pages, type Places, setUpSteps } from '../test/e2e/support/pages.ts'
import { states } from '../test/e2e/support/states.ts'
import { settled, watch } from '../test/e2e/support/watch.ts'
import { freePort } from '../src/server/platform/free-port.ts'

const root = join(import.meta.dirname, '..')
const sheets = join(root, 'bench', 'pictures')
const forReadme = join(root, 'docs', 'pictures')
const sizes = [
  { width: 1440, height: 900 },
  { width: 1024, height: 768 },
  { width: 390, height: 844 },
]
const themes = ['light', 'dark'] as const
const inReadme = ['customers', 'customer']
const readmeSize = { width: 1440, height: 800 }
// small enough to see a sheet whole, large enough to read it
const scale = 0.62

interface Sitting {
  browser: Browser
  windows: Windows
  places: Places
  /** one window per person and language */
  seats: Map<string, Page>
}

const wanted = process.argv.slice(2)
await mkdir(sheets, { recursive: true })
await mkdir(forReadme, { recursive: true })
await build({ root: join(root, 'src/web'), configFile: join(root, 'vite.config.ts'), logLevel: 'warn' })
const portal = await startPortal()
const browser = await launchChromium()
try {
  const windows = await openWindows(browser, portal.url)
  if (wanted.length === 0 || wanted.some((name) => name.startsWith('set-up'))) await takeSetUp(browser, windows)
  await windows.server.post('/api/v1/installation/demo', { data: {}, timeout: 120_000 })
  const content = await readFile(customerFile)
  const places = await findPlaces(windows, { name: 'kunden-altsystem-2026.csv', content })
  const sitting = { browser, windows, places, seats: new Map<string, Page>() }
  const shown = [...pages.map(({ name }) => name), ...states.map(({ name }) => name)]
  for (const name of shown) if (wanted.length === 0 || wanted.includes(name)) await takeSheet(sitting, name)
  for (const { name } of pages) if (wanted.length === 0 || wanted.includes(name)) await takeEnglish(sitting, name)
} finally {
  await browser.close()
  await portal.stop()
}

async function takeSheet(sitting: Sitting, name: string): Promise<void> {
  const state = states.find((one) => one.name === name)
  const rows: Buffer[][] = []
  for (const colorScheme of themes) {
    const row: Buffer[] = []
    for (const size of state?.wide ? sizes.slice(0, 1) : sizes) {
      const page = await open(sitting, state?.page ?? name, 'de')
      await page.emulateMedia({ colorScheme })
      // opened where there is room for what opens it
      await state?.open(page)
      if (!state?.wide) await page.setViewportSize(size)
      await settled(page)
      row.push(await page.screenshot())
    }
    rows.push(row)
  }
  if (inReadme.includes(name)) await takeForReadme(sitting, name)
  await compose(sitting.browser, rows, join(sheets, `${name}.png`))
  process.stdout.write(`${name}\n`)
}

async function takeForReadme(sitting: Sitting, name: string): Promise<void> {
  const page = await open(sitting, name, 'de')
  await page.emulateMedia({ colorScheme: 'light' })
  await page.setViewportSize(readmeSize)
  await settled(page)
  await page.screenshot({ path: join(forReadme, `${name}.png`) })
}

async function takeEnglish(sitting: Sitting, name: string): Promise<void> {
  const page = await open(sitting, name, 'en')
  await page.emulateMedia({ colorScheme: 'light' })
  await settled(page)
  await page.screenshot({ path: join(sheets, `${name}-en.png`) })
}

/** The page of an empty installation, step by step. */
async function takeSetUp(on: Browser, windows: Windows): Promise<void> {
  const rows = new Map<string, Buffer[][]>(setUpSteps.map(({ name }) => [name, []]))
  for (const colorScheme of themes) {
    for (const { name } of setUpSteps) rows.get(name)?.push([])
    for (const size of sizes) {
      const page = await windows.enter('', '', { locale: 'de-DE', colorScheme, viewport: size })
      for (const { name, open: step } of setUpSteps) {
        await step(page, portal.code)
        await settled(page)
        rows
          .get(name)
          ?.at(-1)
          ?.push(await page.screenshot())
      }
      await page.close()
    }
  }
  for (const [name, taken] of rows) await compose(on, taken, join(sheets, `${name}.png`))
}

/** Opens a page in the window of its person. */
async function open({ windows, places, seats }: Sitting, name: string, language: 'de' | 'en'): Promise<Page> {
  const shown = pages.find((one) => one.name === name)
  if (!shown) throw new Error(`there is no page ${name}`)
  const seat = `${shown.as} ${language}`
  const page = seats.get(seat) ?? (await sit(windows, shown.as, language))
  seats.set(seat, page)
  await page.goto('about:blank')
  await page.setViewportSize({ width: 1440, height: 900 })
  await page.goto(shown.path(places))
  await settled(page)
  return page
}

async function sit(windows: Windows, login: string | undefined, language: 'de' | 'en'): Promise<Page> {
  const locale = { locale: language === 'de' ? 'de-DE' : 'en-GB' }
  if (login === undefined) return windows.enter('', '', locale)
  const { page } = await enterDemo(windows, login, locale)
  // a person has one language: the pictures in English are taken last
  await page.context().request.patch('/api/v1/me', { data: { language } })
  return page
}

/** Puts pictures side by side, a row for each theme. */
async function compose(on: Browser, rows: readonly Buffer[][], path: string): Promise<void> {
  const page = await on.newPage({ viewport: { width: 100, height: 100 } })
  const image = (picture: Buffer) =>
    `<img src="data:image/png;base64,${picture.toString('base64')}" style="zoom:${scale};border:2px solid #888">`
  const row = (pictures: Buffer[]) =>
    `<div style="display:flex;gap:12px;align-items:flex-start">${pictures.map(image).join('')}</div>`
  await page.setContent(
    `<body style="margin:12px;width:max-content;display:grid;gap:12px;background:#bbb">${rows.map(row).join('')}`,
  )
  await page.locator('body').screenshot({ path })
  await page.close()
}

async function openWindows(on: Browser, url: string): Promise<Windows> {
  return {
    server: await request.newContext({ baseURL: url }),
    enter: async (login, password, options: BrowserContextOptions = {}) => {
      const context = await on.newContext({
        baseURL: url,
        timezoneId: 'Europe/Berlin',
        reducedMotion: 'reduce',
        ...options,
      })
      if (login !== '') await context.request.post('/api/v1/session', { data: { login, password } })
      const page = await context.newPage()
      watch(page, [])
      return page
    },
  }
}

/** A portal of its own, empty, with the one-time code of its set-up. */
async function startPortal(): Promise<{ url: string; code: string; stop(): Promise<void> }> {
  const data = await mkdtemp(join(tmpdir(), 'kontor-pictures-'))
  const port = await freePort()
  const url = `http://localhost:${port}`
  const server = spawn(process.execPath, [join(root, 'src/server/main.ts'), 'start'], {
    env: { ...process.env, KONTOR_DATA: data, PORT: String(port), LOG_LEVEL: 'warn' },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  return {
    url,
    code: await printedCode(server),
    stop: async () => {
      const ended = new Promise((resolve) => server.once('exit', resolve))
      server.kill('SIGTERM')
      await ended
      await rm(data, { recursive: true, force: true })
    },
  }
}

/** What start prints once it serves an empty installation. */
function printedCode(server: ChildProcess): Promise<string> {
  let printed = ''
  return new Promise((resolve, reject) => {
    server.once('exit', () => reject(new Error('the portal did not start')))
    // read to the end, since a pipe that is full would stop the portal
    server.stdout?.on('data', (part: Buffer) => {
      printed += part.toString()
      const code = /set-up: (\S+)/.exec(printed)?.[1]
      if (code) resolve(code)
    })
  })
}
