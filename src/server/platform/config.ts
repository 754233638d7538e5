import { resolve } from 'node:path'
import { z } from 'zod'
import { StartProblem } from './start-problem.ts'

/** A variable of the environment. `docs/operating.md` lists them from this table. */
export interface Setting {
  name: string
  /** what holds where it is not set */
  default: string
  sentence: string
  example: string
}

/** Everything that can be set, with what holds where it is not. */
export const settings = [
  {
    name: 'HOST',
    default: '127.0.0.1',
    sentence: 'The address the server listens on; 0.0.0.0 for every one of the machine.',
    example: '0.0.0.0',
  },
  { name: 'PORT', default: '3000', sentence: 'The port the server listens on.', example: '8080' },
  {
    name: 'KONTOR_DATA',
    default: './data',
    sentence: 'The folder for the embedded database, secrets and files.',
    example: '/var/lib/kontor',
  },
  {
    name: 'KONTOR_URL',
    default: 'http://localhost:PORT',
    sentence: 'The address at which people reach the portal; the links in mails begin with it.',
    example: 'https://portal.example.org',
  },
  {
    name: 'DATABASE_URL',
    default: 'the embedded PostgreSQL',
    sentence: 'The owner’s address of your own PostgreSQL, which creates the tables.',
    example: 'postgres://kontor_owner:secret@db.example.org/kontor',
  },
  {
    name: 'DATABASE_RUNTIME_URL',
    default: 'made from DATABASE_URL',
    sentence: 'The login of the running server where you create it yourself; the server then needs no DATABASE_URL.',
    example: 'postgres://kontor_runtime:secret@db.example.org/kontor',
  },
  {
    name: 'DATABASE_DIRECT_URL',
    default: 'DATABASE_RUNTIME_URL',
    sentence: 'The same login past a connection pooler, for notifications.',
    example: 'postgres://kontor_runtime:secret@db.example.org:5432/kontor',
  },
  {
    name: 'SMTP_URL',
    default: 'no mails are sent',
    sentence: 'The mail server.',
    example: 'smtps://kontor:secret@mail.example.org',
  },
  {
    name: 'MAIL_FROM',
    default: 'needed with SMTP_URL',
    sentence: 'The sender of every mail.',
    example: 'Kontor <portal@example.org>',
  },
  {
    name: 'LOG_LEVEL',
    default: 'info',
    sentence: 'How much is logged: debug, info, warn, error or silent.',
    example: 'warn',
  },
  {
    name: 'SESSION_IDLE_HOURS',
    default: '12',
    sentence: 'After how many hours without a request a person is signed out.',
    example: '2',
  },
  {
    name: 'SESSION_ABSOLUTE_DAYS',
    default: '14',
    sentence: 'After how many days a person must sign in again in any case.',
    example: '7',
  },
  {
    name: 'TRUST_PROXY',
    default: 'false',
    sentence: 'Whose X-Forwarded headers are believed: false, the number of proxies in front, or their addresses.',
    example: '10.0.0.0/8',
  },
  {
    name: 'METRICS_TOKEN',
    default: 'metrics on this machine alone',
    sentence: 'Who brings it as a bearer token may read /metrics, from anywhere.',
    example: '2c9f64e1b8a7d350',
  },
] as const satisfies readonly Setting[]

type Name = (typeof settings)[number]['name']

const wholeNumber = (least: number, most: number) =>
  z.coerce
    .number('must be a whole number')
    .int('must be a whole number')
    .min(least, `must be at least ${least}`)
    .max(most, `must be at most ${most}`)

const address = (...schemes: string[]) =>
  z
    .string()
    .refine((text) => schemes.includes(`${URL.parse(text)?.protocol}//`), `must begin with ${schemes.join(' or ')}`)

const database = address('postgres://', 'postgresql://').optional()

const Environment = z
  .object({
    HOST: z.string().default('127.0.0.1'),
    PORT: wholeNumber(0, 65_535).default(3000),
    KONTOR_DATA: z.string().default('./data'),
    KONTOR_URL: address('http://', 'https://')
      .refine((text) => isOrigin(text), 'must end after the host: the portal owns the whole address')
      .optional(),
    DATABASE_URL: database,
    DATABASE_RUNTIME_URL: database,
    DATABASE_DIRECT_URL: database,
    SMTP_URL: address('smtp://', 'smtps://').optional(),
    MAIL_FROM: z
      .string()
      .regex(/^[^<>\r\n]*<[^<>\s@]+@[^<>\s@]+>$|^[^<>\s@]+@[^<>\s@]+$/, 'must be a mail address')
      .optional(),
    LOG_LEVEL: z.enum(['debug', 'info', 'warn', 'error', 'silent'], 'must be a level').default('info'),
    SESSION_IDLE_HOURS: wholeNumber(1, 24 * 365).default(12),
    SESSION_ABSOLUTE_DAYS: wholeNumber(1, 365).default(14),
    TRUST_PROXY: z
      .string()
      .regex(/^(false|\d+|[\da-f.:/]+(\s*,\s*[\da-f.:/]+)*)$/i, 'must be false, a number or addresses')
      .default('false'),
    METRICS_TOKEN: z
      .string()
      .regex(/^[\w.~+/-]{16,200}=*$/, 'must have 16 characters or more, as a bearer token has them')
      .optional(),
  } satisfies Record<Name, z.ZodType>)
  .refine((env) => !env.SMTP_URL || env.MAIL_FROM, { path: ['MAIL_FROM'], error: 'must be set with SMTP_URL' })
  .refine((env) => !env.DATABASE_DIRECT_URL || env.DATABASE_URL || env.DATABASE_RUNTIME_URL, {
    path: ['DATABASE_DIRECT_URL'],
    error: 'needs DATABASE_URL or DATABASE_RUNTIME_URL beside it',
  })

/** What the environment says, checked and complete. */
export interface Config {
  host: string
  port: number
  /** absolute */
  dataDir: string
  /** the public address, without a slash at the end */
  url: string
  /** none of the three: the embedded PostgreSQL */
  databaseUrl: string | undefined
  databaseRuntimeUrl: string | undefined
  databaseDirectUrl: string | undefined
  smtpUrl: string | undefined
  mailFrom: string | undefined
  logLevel: 'debug' | 'info' | 'warn' | 'error' | 'silent'
  sessionIdleHours: number
  sessionAbsoluteDays: number
  /** as Fastify takes it */
  trustProxy: false | number | string[]
  /** undefined: /metrics answers this machine alone, where the portal is not offered to others */
  metricsToken: string | undefined
}

/** The environment does not make sense; the message lists every problem. */
class SettingsProblem extends StartProblem {}

/**
 * Reads the settings. An empty variable counts as not set.
 *
 * @throws SettingsProblem
 */
export function readConfig(env: Readonly<Record<string, string | undefined>>): Config {
  const given = settings.flatMap(({ name }) => (env[name]?.trim() ? [[name, env[name].trim()] as const] : []))
  const result = Environment.safeParse(Object.fromEntries(given))
  if (!result.success) throw new SettingsProblem(explain(result.error))
  const read = result.data
  return {
    host: read.HOST,
    port: read.PORT,
    dataDir: resolve(read.KONTOR_DATA),
    url: new URL(read.KONTOR_URL ?? `http://localhost:${read.PORT}`).origin,
    databaseUrl: read.DATABASE_URL,
    databaseRuntimeUrl: read.DATABASE_RUNTIME_URL,
    databaseDirectUrl: read.DATABASE_DIRECT_URL,
    smtpUrl: read.SMTP_URL,
    mailFrom: read.MAIL_FROM,
    logLevel: read.LOG_LEVEL,
    sessionIdleHours: read.SESSION_IDLE_HOURS,
    sessionAbsoluteDays: read.SESSION_ABSOLUTE_DAYS,
    trustProxy: readProxies(read.TRUST_PROXY),
    metricsToken: read.METRICS_TOKEN,
  }
}

// the values themselves stay out of the message: addresses contain passwords
function explain(error: z.ZodError): string {
  const lines = error.issues.map(({ path, message }) => {
    const setting = settings.find(({ name }) => name === path[0])
    return `  ${setting?.name} ${message}, for example ${setting?.name}=${setting?.example}`
  })
  return `Kontor cannot start with these settings:\n${[...new Set(lines)].join('\n')}`
}

function readProxies(text: string): Config['trustProxy'] {
  if (text === 'false' || text === '0') return false
  return /^\d+$/.test(text) ? Number(text) : text.split(',').map((part) => part.trim())
}

function isOrigin(text: string): boolean {
  const url = URL.parse(text)
  return url !== null && `${url.origin}/` === url.href
}
