import { z } from 'zod'
import { endpoint } from './endpoint.ts'
import { Edition, Name, Named, Visibility } from './shapes.ts'

export const readInstallation = endpoint({
  name: 'installation.read',
  method: 'get',
  path: '/installation',
  can: 'public',
  summary: 'Whether this installation is empty, a demo, or in use; the operators by name',
  replies: {
    200: z.strictObject({
      state: z.enum(['empty', 'loading', 'ready']),
      demo: z.boolean(),
      operators: z.array(z.string()),
      mail: z.boolean(),
    }),
  },
})

export const readDemo = endpoint({
  name: 'installation.demo',
  method: 'get',
  path: '/demo',
  can: 'public',
  summary: 'Sign-ins of a demo installation; 404 elsewhere',
  replies: {
    200: z.strictObject({
      items: z.array(
        z.strictObject({
          login: z.string(),
          password: z.string(),
          person: z.string(),
          organization: z.strictObject({ handle: z.string(), name: z.string() }),
          roles: z.array(z.string()),
          visibility: Visibility,
        }),
      ),
    }),
  },
})

export const loadDemo = endpoint({
  name: 'installation.loadDemo',
  method: 'post',
  path: '/installation/demo',
  can: 'public',
  summary: 'Load the demo world into an empty installation',
  body: z.strictObject({}),
  replies: { 201: z.strictObject({ state: z.literal('ready') }) },
})

const FirstPerson = z.strictObject({ name: Name(120), email: z.email().max(254) })

export const setUp = endpoint({
  name: 'installation.setUp',
  method: 'post',
  path: '/installation/setup',
  can: 'public',
  summary:
    'Clean set-up with the one-time code that start prints: operator, first administrator, if wanted a first partner',
  body: z.strictObject({
    code: z.string().trim().min(1).max(40),
    operator: Name(200),
    preset: z.enum(['vendor', 'marketplace']),
    currency: z.string().regex(/^[A-Z]{3}$/),
    timeZone: z.string().max(60),
    administrator: FirstPerson,
    partner: z.strictObject({ name: Name(200), edition: Edition, administrator: FirstPerson }).optional(),
  }),
  replies: {
    201: z.strictObject({
      login: z.string(),
      link: z.string().meta({ description: 'password link of the first administrator' }),
      operator: Named,
    }),
  },
})

export const checkCode = endpoint({
  name: 'installation.checkCode',
  method: 'post',
  path: '/installation/code',
  can: 'public',
  summary: 'Whether the one-time code is right, before the form is shown',
  body: z.strictObject({ code: z.string().trim().min(1).max(40) }),
  replies: { 200: z.strictObject({ ok: z.literal(true) }) },
})
