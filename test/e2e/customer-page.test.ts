import { afterAll, beforeAll, expect, test } from 'vitest'
import { enterDemo } from './support/demo.ts'
import { openStage, type Stage } from './support/stage.ts'

let stage: Stage

beforeAll(async () => {
  stage = await openStage('demo')
})
afterAll(() => stage.close())

test('a customer or an import out of sight has the page of an address that leads nowhere', async () => {
  const { page, handle } = await enterDemo(stage, 'jana.petersen')
  const nowhere = '018f0000-0000-7000-8000-000000000000'
  const looks = []
  for (const [path, title, next] of [
    ['nowhere', 'Diese Seite gibt es nicht', 'Zur Startseite'],
    [`customers/${nowhere}`, 'Diesen Kunden gibt es hier nicht', 'Zu den Kunden'],
    [`imports/${nowhere}`, 'Diesen Import gibt es hier nicht', 'Zu den Importen'],
  ] as const) {
    await page.goto(`/o/${handle}/${path}`)
    const heading = page.getByRole('alert').getByRole('heading', { name: title, level: 1 })
    await heading.waitFor()
    await expect.poll(() => page.title()).toBe(`${title} · Kontor`)
    await page.getByRole('alert').getByRole('link', { name: next }).waitFor()
    const { x, y, height } = (await heading.boundingBox()) ?? {}
    looks.push({ x, y, height })
  }
  expect(looks).toEqual([looks[0], looks[0], looks[0]])
})
