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
      redact: { paths, censor: '[secret]' },
    },
    destination ?? pino.destination({ fd: 1, sync: true }),
  )
}
