import { createRootRoute, createRoute, createRouter, lazyRouteComponent } from '@tanstack/react-router'
import { withWords } from './lib/i18n.ts'
import { Root } from './shell/root.tsx'
import { ErrorPage, NotFoundPage } from './shell/error-page.tsx'
import { land } from './shell/landing.ts'
import { OrganizationLayout } from './shell/organization-layout.tsx'

const root = createRootRoute({
  component: Root,
  notFoundComponent: NotFoundPage,
})

const index = createRoute({ getParentRoute: () => root, path: '/', beforeLoad: land })
const signIn = createRoute({
  getParentRoute: () => root,
  path: 'sign-in',
  component: lazyRouteComponent(() => import('./features/identity/sign-in-page.tsx'), 'SignInPage'),
})
const password = createRoute({
  getParentRoute: () => root,
  path: 'password',
  component: lazyRouteComponent(() => import('./features/identity/password-page.tsx'), 'PasswordPage'),
})
const account = createRoute({
  getParentRoute: () => root,
  path: 'account',
  component: lazyRouteComponent(() => import('./features/identity/account-page.tsx'), 'AccountPage'),
})
const apiDocs = createRoute({
  getParentRoute: () => root,
  path: 'api/docs',
  component: lazyRouteComponent(() => import('./features/api-docs/api-docs-page.tsx'), 'ApiDocsPage'),
})
const setUp = createRoute({
  getParentRoute: () => root,
  path: 'setup',
  component: lazyRouteComponent(() => import('./features/installation/set-up-page.tsx'), 'SetUpPage'),
})

const organization = createRoute({
  getParentRoute: () => root,
  path: 'o/$handle',
  component: OrganizationLayout,
  notFoundComponent: NotFoundPage,
})
const home = createRoute({
  getParentRoute: () => organization,
  path: '/',
  component: lazyRouteComponent(() => import('./features/home/home-page.tsx'), 'HomePage'),
})
const customers = createRoute({
  getParentRoute: () => organization,
  path: 'customers',
  component: lazyRouteComponent(() => import('./features/customers/customers-page.tsx'), 'CustomersPage'),
})
const customer = createRoute({
  getParentRoute: () => organization,
  path: 'customers/$customerId',
  component: lazyRouteComponent(
    withWords(() => import('./features/customers/customer-page.tsx')),
    'CustomerPage',
  ),
})
const people = createRoute({
  getParentRoute: () => organization,
  path: 'people',
  component: lazyRouteComponent(() => import('./features/people/people-page.tsx'), 'PeoplePage'),
})
const imports = createRoute({
  getParentRoute: () => organization,
  path: 'imports',
  component: lazyRouteComponent(
    withWords(() => import('./features/imports/imports-page.tsx')),
    'ImportsPage',
  ),
})
const oneImport = createRoute({
  getParentRoute: () => organization,
  path: 'imports/$importId',
  component: lazyRouteComponent(
    withWords(() => import('./features/imports/import-page.tsx')),
    'ImportPage',
  ),
})
const audit = createRoute({
  getParentRoute: () => organization,
  path: 'audit',
  component: lazyRouteComponent(() => import('./features/audit/audit-page.tsx'), 'AuditPage'),
})
const outbox = createRoute({
  getParentRoute: () => organization,
  path: 'outbox',
  component: lazyRouteComponent(() => import('./features/notifications/outbox-page.tsx'), 'OutboxPage'),
})
const branding = createRoute({
  getParentRoute: () => organization,
  path: 'branding',
  component: lazyRouteComponent(() => import('./features/organizations/branding-page.tsx'), 'BrandingPage'),
})
const settings = createRoute({
  getParentRoute: () => organization,
  path: 'settings',
  component: lazyRouteComponent(() => import('./features/identity/settings-page.tsx'), 'SettingsPage'),
})

/** All pages and their addresses; `paths.ts` makes the same addresses for links. */
export const router = createRouter({
  routeTree: root.addChildren([
    index,
    signIn,
    password,
    account,
    apiDocs,
    setUp,
    organization.addChildren([
      home,
      customers,
      customer,
      people,
      imports,
      oneImport,
      audit,
      outbox,
      branding,
      settings,
    ]),
  ]),
  // list state is plain text in the address: ?q=müller&sort=-changed
  parseSearch: (text) => Object.fromEntries(new URLSearchParams(text)),
  stringifySearch: (search) => {
    const text = new URLSearchParams(search as Record<string, string>).toString() // what parseSearch made
    return text === '' ? '' : `?${text}`
  },
  defaultErrorComponent: ErrorPage,
  defaultNotFoundComponent: NotFoundPage,
  defaultPendingMs: 200,
  scrollRestoration: true,
})

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router
  }
}
