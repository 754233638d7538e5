import type { Page } from 'playwright-core'
import { press } from './states.ts'

/** Addresses that the pages of the demo need. */
export interface Places {
  /** Jana Petersen's, Ole Brandt's and the operator's organisation, by handle */
  ahlers: string
  luebeck: string
  hamburg: string
  nordlicht: string
  /** a customer of Ahlers Hamburg */
  customer: string
  /** an import with wrong cells, checked */
  checked: string
  /** the token of a password link that can be used */
  token: string
}

interface ShownPage {
  /** the component of routes.tsx */
  component: string
  name: string
  /** login; absent: nobody is signed in */
  as?: string
  path: (places: Places) => string
}

/** Every page of routes.tsx in the demo world, some as several people see them. */
export const pages: readonly ShownPage[] = [
  { component: 'SignInPage', name: 'sign-in', path: () => '/sign-in' },
  { component: 'PasswordPage', name: 'password-request', path: () => '/password' },
  { component: 'PasswordPage', name: 'password-link', path: ({ token }) => `/password#${token}` },
  { component: 'PasswordPage', name: 'password-dead', path: () => `/password#${'x'.repeat(43)}` },
  { component: 'SetUpPage', name: 'set-up-ready', path: () => '/setup' },
  { component: 'ApiDocsPage', name: 'api-docs', path: () => '/api/docs' },
  { component: 'AccountPage', name: 'account', as: 'jana.petersen', path: () => '/account' },
  { component: 'HomePage', name: 'home', as: 'jana.petersen', path: ({ ahlers }) => `/o/${ahlers}` },
  {
    component: 'CustomersPage',
    name: 'customers',
    as: 'jana.petersen',
    path: ({ ahlers }) => `/o/${ahlers}/customers`,
  },
  {
    component: 'CustomersPage',
    name: 'customers-no-match',
    as: 'jana.petersen',
    path: ({ ahlers }) => `/o/${ahlers}/customers?q=gibtesnicht&filter={"status":{"in":["prospect"]}}`,
  },
  {
    component: 'CustomerPage',
    name: 'customer',
    as: 'jana.petersen',
    path: ({ ahlers, customer }) => `/o/${ahlers}/customers/${customer}`,
  },
  {
    component: 'CustomerPage',
    name: 'customer-missing',
    as: 'jana.petersen',
    path: ({ ahlers }) => `/o/${ahlers}/customers/01900000-0000-7000-8000-000000000000`,
  },
  { component: 'PeoplePage', name: 'people', as: 'jana.petersen', path: ({ ahlers }) => `/o/${ahlers}/people` },
  { component: 'ImportsPage', name: 'imports', as: 'jana.petersen', path: ({ ahlers }) => `/o/${ahlers}/imports` },
  {
    component: 'ImportPage',
    name: 'import',
    as: 'jana.petersen',
    path: ({ ahlers, checked }) => `/o/${ahlers}/imports/${checked}`,
  },
  {
    component: 'ImportPage',
    name: 'import-columns',
    as: 'jana.petersen',
    path: ({ ahlers, checked }) => `/o/${ahlers}/imports/${checked}?view=columns`,
  },
  {
    component: 'ImportPage',
    name: 'import-errors',
    as: 'jana.petersen',
    path: ({ ahlers, checked }) => `/o/${ahlers}/imports/${checked}?rows=error`,
  },
  { component: 'AuditPage', name: 'audit', as: 'jana.petersen', path: ({ ahlers }) => `/o/${ahlers}/audit` },
  { component: 'BrandingPage', name: 'branding', as: 'jana.petersen', path: ({ ahlers }) => `/o/${ahlers}/branding` },
  {
    component: 'BrandingPage',
    name: 'branding-inherited',
    as: 'soeren.lassen',
    path: ({ hamburg }) => `/o/${hamburg}/branding`,
  },
  { component: 'SettingsPage', name: 'settings', as: 'jana.petersen', path: ({ ahlers }) => `/o/${ahlers}/settings` },
  { component: 'NotFoundPage', name: 'not-found', as: 'jana.petersen', path: ({ ahlers }) => `/o/${ahlers}/nowhere` },
  { component: 'HomePage', name: 'home-none', as: 'ole.brandt', path: ({ luebeck }) => `/o/${luebeck}` },
  {
    component: 'CustomersPage',
    name: 'customers-none',
    as: 'ole.brandt',
    path: ({ luebeck }) => `/o/${luebeck}/customers`,
  },
  {
    component: 'CustomersPage',
    name: 'customers-own',
    as: 'soeren.lassen',
    path: ({ hamburg }) => `/o/${hamburg}/customers`,
  },
  {
    component: 'OutboxPage',
    name: 'outbox',
    as: 'friederike.sommer',
    path: ({ nordlicht }) => `/o/${nordlicht}/outbox`,
  },
  {
    component: 'OutboxPage',
    name: 'outbox-elsewhere',
    as: 'jana.petersen',
    path: ({ ahlers }) => `/o/${ahlers}/outbox`,
  },
  {
    component: 'CustomersPage',
    name: 'working-as',
    as: 'lennart.voss',
    path: ({ ahlers }) => `/o/${ahlers}/customers`,
  },
]

interface SetUpStep {
  name: string
  /** from the page before it */
  open: (page: Page, code: string) => Promise<void>
}

/** The page of an empty installation, step by step. */
export const setUpSteps: readonly SetUpStep[] = [
  { name: 'set-up-start', open: async (page) => void (await page.goto('/setup')) },
  { name: 'set-up-code', open: press('Einrichten') },
  {
    name: 'set-up-form',
    open: async (page, code) => {
      await page.getByRole('textbox').fill(code)
      await press('Weiter')(page)
      await page.getByRole('checkbox').check()
    },
  },
  {
    name: 'set-up-missing',
    open: async (page) => {
      await press('Kontor einrichten')(page)
      await page.getByText('oder passen nicht').waitFor()
    },
  },
]
