import type { APIRequestContext, BrowserContextOptions, Page } from 'playwright-core'
import { z } from 'zod'
import { readDemo } from '../../../src/api/installation.ts'
import type { Places } from './pages.ts'

type SignIn = z.infer<(typeof readDemo.replies)[200]>['items'][number]

/** A sign-in of the demo world, as its sign-in page lists it. */
export async function demoSignIn(request: APIRequestContext, login: string): Promise<SignIn> {
  const reply = await request.get('/api/v1/demo')
  const { items } = readDemo.replies[200].parse(await reply.json())
  const found = items.find((item) => item.login === login)
  if (!found) throw new Error(`the demo lists no ${login}`)
  return found
}

/** What opens windows: a stage, or the pictures. */
export interface Windows {
  /** asks without a session */
  server: APIRequestContext
  enter(login: string, password: string, options?: BrowserContextOptions): Promise<Page>
}

/** A window in which somebody of the demo world is signed in, and the handle of their organisation. */
export async function enterDemo(
  windows: Windows,
  login: string,
  options?: BrowserContextOptions,
): Promise<{ page: Page; handle: string }> {
  const { password, organization } = await demoSignIn(windows.server, login)
  return { page: await windows.enter(login, password, options), handle: organization.handle }
}

const Items = z.object({
  items: z.array(z.object({ id: z.string(), name: z.string().optional(), hasLink: z.boolean().optional() })),
})

/** Where the pages of the demo stand; makes the import and the password link that some of them show. */
export async function findPlaces(windows: Windows, file: { name: string; content: Buffer }): Promise<Places> {
  const handles = await Promise.all(
    ['jana.petersen', 'ole.brandt', 'soeren.lassen', 'friederike.sommer'].map(async (login) => {
      const { organization } = await demoSignIn(windows.server, login)
      return organization.handle
    }),
  )
  const [ahlers = '', luebeck = '', hamburg = '', nordlicht = ''] = handles
  const jana = await enterDemo(windows, 'jana.petersen')
  const asJana = jana.page.context().request
  const { items } = Items.parse(await (await asJana.get(`/api/v1/o/${ahlers}/customers?q=Brinkmann+Logistik`)).json())
  const checked = await uploadFile(asJana, ahlers, file)
  await jana.page.close()
  return {
    ahlers,
    luebeck,
    hamburg,
    nordlicht,
    customer: items[0]?.id ?? '',
    checked,
    token: await makeToken(windows, nordlicht),
  }
}

/** Uploads a customer file and waits for its dry run. */
async function uploadFile(
  request: APIRequestContext,
  handle: string,
  file: { name: string; content: Buffer },
): Promise<string> {
  const imports = `/api/v1/o/${handle}/imports`
  const uploaded = await request.post(imports, {
    multipart: { file: { name: file.name, mimeType: 'text/csv', buffer: file.content } },
  })
  const { id } = z.object({ id: z.string() }).parse(await uploaded.json())
  for (let tries = 0; tries < 100; tries += 1) {
    const { status } = await (await request.get(`${imports}/${id}`)).json()
    if (status === 'checked') return id
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
  throw new Error(`the dry run of ${file.name} does not end`)
}

/** The link of the mail that invites Levke Mommsen. */
async function makeToken(windows: Windows, nordlicht: string): Promise<string> {
  const { page } = await enterDemo(windows, 'friederike.sommer')
  const { request } = page.context()
  const { items } = Items.parse(await (await request.get(`/api/v1/o/${nordlicht}/outbox`)).json())
  const mail = items.find(({ hasLink }) => hasLink)
  const opened = await request.post(`/api/v1/o/${nordlicht}/outbox/${mail?.id}/opening`)
  await page.close()
  return /password#([\w-]+)/.exec(await opened.text())?.[1] ?? ''
}
