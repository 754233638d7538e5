import type { Page } from 'playwright-core'
import { afterEach, beforeAll, expect, test } from 'vitest'
import { enterDemo } from './support/demo.ts'
import { stageFixture } from './support/stage.ts'

// What somebody chooses in the dialog of a person while somebody else changes the same person.

const stage = stageFixture('demo')
let page: Page
let handle: string

beforeAll(async () => {
  const entered = await enterDemo(stage, 'jana.petersen')
  page = entered.page
  handle = entered.handle
})
afterEach(() => stage.expectCalm())

interface Row {
  id: string
  name: string
  revision: number
  visibility: string
  roles: { id: string; name: string }[]
}

async function items<T>(address: string): Promise<T[]> {
  return (await (await page.context().request.get(`/api/v1/o/${handle}/${address}`)).json()).items
}

async function rowOf(name: string): Promise<Row> {
  const [row] = await items<Row>(`people?${new URLSearchParams({ q: name })}`)
  if (!row) throw new Error(`there is no ${name}`)
  return row
}

/** Somebody else changes what a person sees. */
const look = (name: string, visibility: string) => change(name, () => ({ visibility }))
/** Somebody else gives a person one more role. */
async function give(name: string, role: string): Promise<void> {
  const known = await items<{ id: string; name: string }>('roles')
  await change(name, ({ roles }) => ({
    roles: [...roles, ...known.filter((one) => one.name === role)].map(({ id }) => id),
  }))
}

async function change(name: string, dataOf: (row: Row) => object): Promise<void> {
  const row = await rowOf(name)
  const reply = await page.context().request.patch(`/api/v1/o/${handle}/people/${row.id}`, {
    headers: { 'if-match': `"${row.revision}"` },
    data: dataOf(row),
  })
  expect(reply.status()).toBe(200)
}

async function open(name: string, filter = '') {
  await page.goto(`/o/${handle}/people${filter}`)
  await page.getByRole('link', { name }).click()
  const dialog = page.getByRole('dialog', { name })
  return {
    dialog,
    role: (which: string) => dialog.getByRole('checkbox', { name: which }),
    sees: (which: string) => dialog.getByRole('radio', { name: new RegExp(`^${which}`) }),
    save: dialog.getByRole('button', { name: 'Änderungen speichern' }),
  }
}

test('PPL-7 what is not touched follows what others do, and asks nothing when it is closed', async () => {
  const { dialog, sees } = await open('Birte Krämer')
  expect(await sees('Eigene').isChecked()).toBe(true)
  await look('Birte Krämer', 'none')
  await expect.poll(() => sees('Keine').isChecked()).toBe(true)
  await page.keyboard.press('Escape')
  await dialog.waitFor({ state: 'detached' })
})

test('PPL-7 what others have changed meanwhile is told, not overwritten; what was chosen stays, and is saved', async () => {
  const { dialog, role, sees, save } = await open('Kemal Yıldız')
  await role('Lizenzierung').check()
  await look('Kemal Yıldız', 'none')
  await give('Kemal Yıldız', 'Kollaboration')
  await expect.poll(() => sees('Keine').isChecked()).toBe(true)
  await expect.poll(() => role('Kollaboration').isChecked()).toBe(true)
  await save.click()
  await dialog.getByText('Inzwischen hat sich diese Mitgliedschaft geändert').waitFor()
  expect(await role('Lizenzierung').isChecked()).toBe(true)
  await save.click()
  await dialog.waitFor({ state: 'detached' })
  const { visibility, roles } = await rowOf('Kemal Yıldız')
  const names = expect.arrayContaining(['Kollaboration', 'Lizenzierung'])
  expect([visibility, roles.map(({ name }) => name)]).toEqual(['none', names])
})

test('PPL-7 what was chosen stays while the person leaves the filter of the list', async () => {
  const { dialog, role, sees } = await open('Henning Ahrens', '?filter=visibility:in=own')
  const before = await role('Lizenzierung').isChecked()
  await role('Lizenzierung').setChecked(!before)
  await look('Henning Ahrens', 'none')
  await page.getByRole('link', { name: 'Henning Ahrens' }).waitFor({ state: 'detached' })
  // the row that is asked for by its id has come
  await expect.poll(() => sees('Keine').isChecked()).toBe(true)
  expect(await role('Lizenzierung').isChecked()).toBe(!before)
  await page.keyboard.press('Escape')
  await page.getByRole('button', { name: 'Verwerfen' }).click()
  await dialog.waitFor({ state: 'detached' })
})
