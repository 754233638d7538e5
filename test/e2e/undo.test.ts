import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { demoSignIn } from './support/demo.ts'
import { violations } from './support/inspections.ts'
import { stageFixture } from './support/stage.ts'

const headers = 'Kundennr.;Firma;E-Mail;Straße;PLZ;Ort;Land;Zusatzangabe'
const file = (city: string) =>
  Buffer.from(`${headers}
R1;Rückwärts Werke GmbH;post@rueck.example;Am Markt 1;20457;${city};DE;Nord
R2;Bleibe & Söhne KG;post@bleibe.example;Am Markt 2;20457;${city};DE;Süd
R3;Rolle Papier AG;post@rolle.example;Am Markt 3;20457;${city};DE;Süd
`)

// once a button is gone, who uses keys goes on from the heading
const focused = (page: Page) => page.locator(':focus').textContent({ timeout: 1000 })

const stage = stageFixture('demo')

test('IMP-5 an import is undone: the preview counts, one customer was edited since and is kept with the reason; IMP-2 the next file is mapped as the one before', async () => {
  const { login, password } = await demoSignIn(stage.server, 'jana.petersen')
  const page = await stage.enter(login, password)
  await page.goto('/')
  const upload = async (city: string) => {
    await page.getByRole('link', { name: 'Import', exact: true }).first().click()
    const chooser = page.waitForEvent('filechooser')
    await page.getByRole('button', { name: 'Kundendatei wählen' }).click()
    await (await chooser).setFiles({ name: 'rueck.csv', mimeType: 'text/csv', buffer: file(city) })
    await page.getByRole('button', { name: '3 Zeilen übernehmen' }).waitFor()
  }
  await upload('Hamburg')
  // IMP-2: a column that no header stands for is mapped by hand
  await page.getByRole('link', { name: 'Zuordnung ändern' }).click()
  await page.getByRole('combobox', { name: 'Feld für die Spalte „Zusatzangabe“' }).click()
  await page.getByRole('option', { name: /^Bundesland/ }).click()
  await page.getByRole('button', { name: 'Probelauf wiederholen' }).click()
  await page.getByText('wie beim letzten Mal').waitFor()
  await expect.poll(() => focused(page)).toBe('Probelauf')
  await page.getByRole('button', { name: '3 Zeilen übernehmen' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Übernehmen' }).click()
  await page.getByRole('region', { name: 'Übernommen' }).getByText('3 Kunden angelegt').waitFor()
  await expect.poll(() => focused(page)).toBe('Übernommen')
  const address = page.url()

  await page.getByRole('link', { name: 'Bleibe & Söhne KG' }).click()
  await page.getByRole('heading', { level: 1, name: 'Bleibe & Söhne KG' }).waitFor()
  const customer = new URL(page.url()).pathname
  const api = page.context().request
  const found = await api.get(`/api/v1${customer}`)
  const edited = await api.patch(`/api/v1${customer}`, {
    data: { city: 'Glinde' },
    headers: { 'if-match': found.headers()['etag'] ?? '' },
  })
  expect(edited.status()).toBe(200)

  await page.goto(address)
  await page.getByRole('button', { name: 'Import zurücknehmen' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByText('2 angelegte Kunden werden entfernt.').waitFor()
  await dialog.getByText('1 Kunde bleibt, wie er ist: seitdem von einer Person geändert.').waitFor()
  expect(await violations(page)).toEqual([])
  await dialog.getByRole('button', { name: 'Zurücknehmen' }).click()
  const outcome = page.getByRole('region', { name: 'Ergebnis der Rücknahme' })
  await outcome.getByText('2 Kunden entfernt').waitFor()
  await outcome.getByText('1 Kunde behalten').waitFor()
  await page.getByRole('button', { name: 'Behalten 1' }).click()
  const kept = page.getByRole('row', { name: /Bleibe & Söhne KG/ })
  await kept.getByText('behalten: seitdem von einer Person geändert.').waitFor()
  expect(await violations(page)).toEqual([])

  // as the file before, until the headers may speak for themselves again
  await upload('Kiel')
  await page.getByRole('link', { name: 'Zuordnung ändern' }).click()
  const field = page.getByRole('combobox', { name: 'Feld für die Spalte „Zusatzangabe“' })
  expect(await field.inputValue()).toMatch(/^Bundesland/)
  await page.getByRole('button', { name: 'Zuordnung zurücksetzen' }).click()
  await expect.poll(() => field.inputValue()).toBe('als Text aufbewahren')
  stage.expectCalm()
}, 90_000)
