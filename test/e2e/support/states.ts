import type { Page } from 'playwright-core'

interface ShownState {
  /** of the page it opens on */
  page: string
  name: string
  open: (page: Page) => Promise<void>
  /** only there at the width it is opened at; absent: at every width */
  wide?: true
}

/** Presses a button. */
export const press = (name: string | RegExp) => (page: Page) => page.getByRole('button', { name }).first().click()

/** What opens above a page: dialogs, menus, forms. The words may have brackets around them: `words.test.ts`. */
export const states: readonly ShownState[] = [
  { page: 'sign-in', name: 'sign-in-missing', open: press('Anmelden') },
  { page: 'sign-in', name: 'language-menu', open: press('Deutsch') },
  { page: 'home', name: 'organization-switcher', wide: true, open: press(/Organisation wechseln/) },
  { page: 'home', name: 'person-menu', wide: true, open: press(/Sprache, Design, Abmelden/) },
  { page: 'home', name: 'shortcuts', open: (page) => page.keyboard.press('?') },
  { page: 'customers', name: 'column-menu', wide: true, open: press(/Firma\W+Menü/) },
  { page: 'customers', name: 'column-menu-choices', wide: true, open: press(/Partner-Kontakt\W+Menü/) },
  { page: 'customers', name: 'filter', open: press('Filter') },
  {
    page: 'customers',
    name: 'filter-date',
    open: async (page) => {
      await press('Filter')(page)
      await page.getByRole('dialog').getByRole('button', { name: 'Geändert' }).click()
    },
  },
  {
    page: 'customers',
    name: 'chip',
    open: async (page) => {
      await page
        .getByRole('navigation', { name: 'Ansichten' })
        .getByRole('link', { name: /^\W*Interessenten/ })
        .click()
      await press(/Status\W+Interessent/)(page)
    },
  },
  { page: 'customers', name: 'columns', wide: true, open: press('Spalten') },
  { page: 'customers', name: 'view-new', open: press('Ansicht speichern') },
  {
    page: 'customers',
    name: 'view-menu',
    open: async (page) => {
      await page
        .getByRole('navigation', { name: 'Ansichten' })
        .getByRole('link', { name: 'Neue Interessenten' })
        .click()
      await press(/Neue Interessenten\W+Menü/)(page)
    },
  },
  {
    page: 'customers',
    name: 'selection',
    wide: true,
    open: async (page) => {
      await page.getByRole('checkbox', { name: 'auswählen' }).nth(2).check()
    },
  },
  {
    page: 'customers',
    name: 'choosing',
    wide: true,
    open: async (page) => {
      await page.setViewportSize({ width: 390, height: 844 })
      await press('Auswählen')(page)
      await page
        .getByRole('checkbox', { name: /auswählen\W*$/ })
        .nth(2)
        .check()
    },
  },
  { page: 'customers', name: 'new-menu', open: press('Weitere: Neuer Interessent') },
  { page: 'customers', name: 'new-customer', open: press('Neuer Kunde') },
  {
    page: 'customers',
    name: 'new-customer-missing',
    open: async (page) => {
      await press('Neuer Kunde')(page)
      await page.getByRole('dialog').getByRole('button', { name: 'Kunde anlegen' }).click()
      await page.getByText('fehlt noch.').first().waitFor()
    },
  },
  {
    page: 'customers',
    name: 'discard',
    open: async (page) => {
      await press('Neuer Kunde')(page)
      await page.getByRole('textbox', { name: 'Firmenname' }).fill('Harms')
      await page.keyboard.press('Escape')
      await page.getByText('Eingaben verwerfen?').waitFor()
    },
  },
  {
    page: 'customers',
    name: 'duplicates',
    open: async (page) => {
      await press('Neuer Kunde')(page)
      await page.getByRole('textbox', { name: 'Firmenname' }).fill('Brinkmann Logistik')
      await page.getByText('gleicher Name').waitFor()
    },
  },
  {
    page: 'customers',
    name: 'palette',
    open: async (page) => {
      await press('Suchen')(page)
      await page.getByRole('combobox').fill('brinkmann')
      await page.getByRole('group', { name: 'Kunden & Interessenten' }).waitFor()
    },
  },
  {
    page: 'home',
    name: 'palette-start',
    open: async (page) => {
      await press('Suchen')(page)
      await page.getByRole('option').first().waitFor()
    },
  },
  {
    page: 'customers',
    name: 'row-keys',
    open: async (page) => {
      await page.locator('tr[data-index="0"]').waitFor()
      await page.keyboard.press('?')
      await page.getByText('Zeile öffnen').waitFor()
    },
  },
  {
    page: 'customers',
    name: 'assign-several',
    wide: true,
    open: async (page) => {
      await page.locator('tr[data-index="1"]').getByRole('checkbox').click()
      await press('Partner-Kontakt zuweisen')(page)
      await page.getByRole('radio').first().waitFor()
    },
  },
  {
    page: 'people',
    name: 'send-links',
    wide: true,
    open: async (page) => {
      await page.locator('tr[data-index="1"]').getByRole('checkbox').click()
      await press('Link senden')(page)
      await page.getByText('Frühere Links gelten dann nicht mehr.').waitFor()
    },
  },
  { page: 'customer', name: 'actions', open: press('Aktionen') },
  { page: 'customer', name: 'assign', open: press('Ändern') },
  { page: 'customer', name: 'edit', open: press('Bearbeiten') },
  { page: 'people', name: 'invite', open: press('Person einladen') },
  {
    page: 'people',
    name: 'person',
    open: (page) => page.getByRole('link', { name: 'Sören Lassen' }).click(),
  },
  {
    page: 'people',
    name: 'remove',
    open: async (page) => {
      await page.getByRole('link', { name: 'Sören Lassen' }).click()
      await press('Person entfernen …')(page)
    },
  },
  { page: 'import', name: 'commit-menu', open: press(/Weitere: Nur übernehmen/) },
  { page: 'import', name: 'commit', open: press(/Zeilen übernehmen/) },
  { page: 'import', name: 'discard-import', open: press('Verwerfen') },
  {
    page: 'home',
    name: 'drawer',
    wide: true,
    open: async (page) => {
      await page.setViewportSize({ width: 390, height: 844 })
      await press('Navigation öffnen')(page)
    },
  },
  { page: 'branding', name: 'remove-logo', open: press('Entfernen') },
  { page: 'audit', name: 'audit-filter', wide: true, open: press(/Was\W+Menü/) },
  {
    page: 'outbox',
    name: 'mail',
    open: (page) =>
      page
        .getByRole('button', { name: /Levke|levke/ })
        .first()
        .click(),
  },
]
