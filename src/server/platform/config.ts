import { resolve } from 'node:path'
import { z } from 'zod'
import { settings } from './settings.ts'
import { StartProblem } from './start-problem.ts'

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
    S3_BUCKET: z
      .string()
      .regex(/^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/, 'must be the name of a bucket')
      .optional(),
    S3_ENDPOINT: address('http://', 'https://').optional(),
    S3_REGION: z.string().default('eu-central-1'),
    S3_ACCESS_KEY_ID: z.string().optional(),
    S3_SECRET_ACCESS_KEY: z.string().optional(),
    CLAMD_ADDRESS: z
      .string()
      .regex(/^tcp:\/\/[^:/]+:\d{1,5}$|^unix:\/\/\/.+$/, 'must be tcp://host:port or unix:///path')
      .optional(),
    SCAN_COMMAND: z.string().startsWith('/', 'must be a whole path').optional(),
  } satisfies Record<Name, z.ZodType>)
  .refine((env) => !env.S3_ENDPOINT || env.S3_BUCKET, { path: ['S3_BUCKET'], error: 'must be set with S3_ENDPOINT' })
  .refine((env) => !env.S3_ACCESS_KEY_ID || env.S3_BUCKET, {
    path: ['S3_BUCKET'],
    error: 'must be set with S3_ACCESS_KEY_ID',
  })
  .refine((env) => !env.S3_ACCESS_KEY_ID === !env.S3_SECRET_ACCESS_KEY, {
    path: ['S3_SECRET_ACCESS_KEY'],
    error: 'must be set with S3_ACCESS_KEY_ID, and that with it',
  })
  .refine((env) => !env.SMTP_URL || env.MAIL_FROM, { path: ['MAIL_FROM'], error: 'must be set with SMTP_URL' })
  .refine((env) => !env.DATABASE_DIRECT_URL || env.DATABASE_URL || env.DATABASE_RUNTIME_URL, {
    path: ['DATABASE_DIRECT_URL'],
    error: 'needs DATABASE_URL or DATABASE_RUNTIME_URL beside it',
  })

/** Where files are kept that do not lie in the data folder. */
export interface Bucket {
  bucket: string
  /** absent: Amazon S3 */
  endpoint: string | undefined
  region: string
  /** absent: the role of the machine */
  keys: { accessKeyId: string; secretAccessKey: string } | undefined
}

/** Who looks at uploads. */
export type Scanner = { command: string } | { host: string; port: number } | { socket: string }

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
  /** absent: files lie in the data folder */
  s3: Bucket | undefined
  /** each of them is asked */
  scanners: Scanner[]
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
    s3: bucketOf(read),
    scanners: scannersOf(read),
  }
}

type Read = z.infer<typeof Environment>

function bucketOf(read: Read): Bucket | undefined {
  const { S3_ACCESS_KEY_ID: accessKeyId, S3_SECRET_ACCESS_KEY: secretAccessKey } = read
  const keys = accessKeyId && secretAccessKey ? { accessKeyId, secretAccessKey } : undefined
  return read.S3_BUCKET
    ? { bucket: read.S3_BUCKET, endpoint: read.S3_ENDPOINT, region: read.S3_REGION, keys }
    : undefined
}

function scannersOf({ CLAMD_ADDRESS: clamd, SCAN_COMMAND: command }: Read): Scanner[] {
  const scanners: Scanner[] = command ? [{ command }] : []
  if (clamd?.startsWith('unix://')) scanners.push({ socket: clamd.slice('unix://'.length) })
  else if (clamd) {
    const { hostname: host, port } = new URL(clamd)
    scanners.push({ host, port: Number(port) })
  }
  return scanners
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
