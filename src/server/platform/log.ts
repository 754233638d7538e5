import pg from 'pg'
import { type DestinationStream, type Logger, type LoggerOptions, pino } from 'pino'

/** What the rest of the server may do with the log: write lines. */
export type Log = Pick<Logger, 'debug' | 'info' | 'warn' | 'error'>

const secrets = ['authorization', 'cookie', 'set-cookie', 'password', 'token', 'secret']

// as they stand, one and two levels down: `{password}`, `{body: {password}}`, `{req: {headers: {authorization}}}`
const paths = secrets.flatMap((name) => [`["${name}"]`, `*["${name}"]`, `*.*["${name}"]`])

/**
 * The server's log: one JSON object per line. Secrets are replaced wherever an object carries them under their usual
 * name. No personal data is logged at `info`: ids only.
 */
export function openLog(level: NonNullable<LoggerOptions['level']>, destination?: DestinationStream): Logger {
  return pino(
    {
      level,
      base: undefined,
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: { level: (label) => ({ level: label }) },
      serializers: { err: describeError },
      redact: { paths, censor: '[secret]' },
    },
    destination ?? pino.destination({ fd: 1, sync: true }),
  )
}

/** An error without what may be personal data: those of the database quote rows in message and detail. */
function describeError(error: unknown): object {
  if (!(error instanceof Error)) return { type: typeof error }
  const { name, message, stack = '' } = error
  const code = 'code' in error && typeof error.code === 'string' ? { code: error.code } : {}
  const cause = error.cause instanceof Error ? { cause: describeError(error.cause) } : {}
  // the stack repeats the message
  const places = stack
    .split('\n')
    .filter((line) => /^\s+at /.test(line))
    .join('\n')
  if (!(error instanceof pg.DatabaseError)) return { name, message, ...code, stack: places, ...cause }
  const { constraint } = error
  return { name, ...code, ...(constraint && { constraint }), stack: places, ...cause }
}
