import type { Page } from 'playwright-core'
import { expect } from 'vitest'
import { settled } from './watch.ts'

/** What people do more than once. */

/** Sets the first password by a link, in a window of that person's own, and signs in with it. */
export async function comeIn(page: Page, link: string, password: string): Promise<void> {
  await page.goto(link)
  const lead = await page.getByText(/Anmeldename ist \S+\./).textContent()
  await page.getByLabel('Neues Passwort').fill(password)
  await page.getByRole('button', { name: 'Passwort setzen' }).click()
  await page.getByText('Ihr Passwort ist gesetzt').waitFor()
  await page.getByRole('link', { name: 'Zur Anmeldung' }).click()
  await signIn(page, /Anmeldename ist (\S+)\./.exec(lead ?? '')?.[1] ?? '', password)
}

/** Signs in on the sign-in page. */
async function signIn(page: Page, login: string, password: string): Promise<void> {
  await page.getByLabel('E-Mail oder Anmeldename').fill(login)
  await page.getByRole('textbox', { name: 'Passwort' }).fill(password)
  await page.getByRole('button', { name: 'Anmelden' }).click()
  await page.getByRole('heading', { name: /^Guten/ }).waitFor()
}

/** The password link of the newest mail to an address, as the operator's Outbox shows it (NTF-3). */
export async function mailedLink(operator: Page, address: string): Promise<string> {
  await operator.getByRole('link', { name: 'Postausgang' }).click()
  const mail = operator.getByRole('button', { name: address })
  const isThere = async () => {
    // mails that came in the last seconds stand there once it is loaded anew
    await operator.reload()
    await settled(operator)
    return (await mail.count()) > 0
  }
  await expect.poll(isThere, { timeout: 20_000 }).toBe(true)
  await mail.first().click()
  await operator.getByRole('button', { name: 'Öffnen und Link erzeugen' }).click()
  const link = operator.frameLocator('article iframe').getByRole('link', { name: 'Passwort festlegen' })
  const href = (await link.getAttribute('href')) ?? ''
  expect(href).toMatch(/\/password#[\w-]{20,}$/)
  return href
}

/** Names of the rows of a list that are in the page. */
export function namesShown(page: Page): Promise<string[]> {
  return page.locator('tbody tr[data-index] td a').allTextContents()
}
