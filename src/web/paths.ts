/** Every address of the app, made in one place. The acting organisation is its handle. */
export const paths = {
  root: () => '/',
  signIn: (next?: string) => (next && next !== '/' ? `/sign-in?next=${encodeURIComponent(next)}` : '/sign-in'),
  setUp: () => '/setup',
  /** the token stands in the fragment, so that it never reaches a log */
  password: (token: string) => `/password#${token}`,
  /** asks for a replacement link */
  forgotten: () => '/password',
  /** own data and invitations of somebody who acts in no organisation yet */
  account: () => '/account',
  /** the description of the API, for people */
  apiDocs: () => '/api/docs',
  home: (handle: string) => `/o/${handle}`,
  customers: (handle: string, search = '') => `/o/${handle}/customers${search}`,
  customer: (handle: string, customerId: string) => `/o/${handle}/customers/${customerId}`,
  people: (handle: string, search = '') => `/o/${handle}/people${search}`,
  imports: (handle: string) => `/o/${handle}/imports`,
  import: (handle: string, importId: string) => `/o/${handle}/imports/${importId}`,
  audit: (handle: string, search = '') => `/o/${handle}/audit${search}`,
  outbox: (handle: string) => `/o/${handle}/outbox`,
  branding: (handle: string) => `/o/${handle}/branding`,
  settings: (handle: string) => `/o/${handle}/settings`,
} as const
