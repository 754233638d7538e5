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
  roles: { name: string }[]
}

const rowOf = async (name: string): Promise<Row> => {
  const query = new URLSearchParams({ q: name })
  const reply = await page.context().request.get(`/api/v1/o/${handle}/people?${query}`)
  return (await reply.json()).items[0]
}

/** Somebody else changes who sees what. */
async function change(name: string, visibility: string): Promise<void> {
  const { id, revision } = await rowOf(name)
  const headers = { 'if-match': `"${revision}"` }
  const reply = await page
    .context()
    .request.patch(`/api/v1/o/${handle}/people/${id}`, { headers, data: { visibility } })
  expect(reply.status()).toBe(200)
}

async function open(name: string, filter = '') {
  await page.goto(`/o/${handle}/people${filter}`)
  await page.getByRole('link', { name }).click()
  const dialog = page.getByRole('dialog', { name })
  return {
    dialog,
    role: dialog.getByRole('checkbox', { name: 'Lizenzierung' }),
    sees: (which: string) => dialog.getByRole('radio', { name: new RegExp(`^${which}`) }),
    save: dialog.getByRole('button', { name: 'Änderungen speichern' }),
  }
}

test('PPL-7 what is not touched follows what others do, and asks nothing when it is closed', async () => {
  const { dialog, sees } = await open('Birte Krämer')
  expect(await sees('Eigene').isChecked()).toBe(true)
  await change('Birte Krämer', 'none')
  await expect.poll(() => sees('Keine').isChecked()).toBe(true)
  await page.keyboard.press('Escape')
  await dialog.waitFor({ state: 'detached' })
})

test('PPL-7 what others have changed meanwhile is told, not overwritten; what was chosen stays, and is saved', async () => {
  const { dialog, role, sees, save } = await open('Kemal Yıldız')
  await role.check()
  await change('Kemal Yıldız', 'none')
  await expect.poll(() => sees('Keine').isChecked()).toBe(true)
  await save.click()
  await dialog.getByText('Inzwischen hat sich diese Mitgliedschaft geändert').waitFor()
  expect(await role.isChecked()).toBe(true)
  await save.click()
  await dialog.waitFor({ state: 'detached' })
  const { visibility, roles } = await rowOf('Kemal Yıldız')
  expect([visibility, roles.map(({ name }) => name)]).toEqual(['none', expect.arrayContaining(['Lizenzierung'])])
})

test('PPL-7 what was chosen stays while the person leaves the filter of the list', async () => {
  const { dialog, role } = await open('Henning Ahrens', '?filter=visibility:in=own')
  const before = await role.isChecked()
  await role.setChecked(!before)
  await change('Henning Ahrens', 'none')
  await page.getByRole('link', { name: 'Henning Ahrens' }).waitFor({ state: 'detached' })
  expect([await dialog.count(), await role.isChecked()]).toEqual([1, !before])
  await page.keyboard.press('Escape')
  await page.getByRole('button', { name: 'Verwerfen' }).click()
  await dialog.waitFor({ state: 'detached' })
})
