import type { Language } from '../../api/shapes.ts'

const day = 86_400_000

/** Numbers and dates as a person reads them: language decides the form, time zone the day. */
export interface Format {
  number: (value: number) => string
  percent: (value: number) => string
  bytes: (value: number) => string
  /** 1842.5 euros as `184250` → *1.842,50 €* */
  money: (minorUnits: bigint | number | string, currency: string) => string
  /** calendar date `YYYY-MM-DD` → *12. Nov. 2026* */
  day: (date: string) => string
  /** *12. Nov. 2026, 09:14* */
  exact: (time: string) => string
  /** *heute, 09:14*, *gestern, 17:02*, *vor 3 Tagen*, then *12. Nov.*, with the year if it is another */
  relative: (time: string, now?: Date) => string
  /** *Montag, 23. November 2026* */
  today: (now?: Date) => string
  /** *A, B und C* */
  list: (items: readonly string[]) => string
}

const tags: Record<Language, string> = { de: 'de-DE', en: 'en-GB' }
const known = new Map<string, Format>()

/** The format of a language and time zone; made once. */
export function formatOf(language: Language, timeZone: string): Format {
  const key = `${language} ${timeZone}`
  const found = known.get(key) ?? makeFormat(tags[language], timeZone)
  known.set(key, found)
  return found
}

function makeFormat(locale: string, timeZone: string): Format {
  const number = new Intl.NumberFormat(locale)
  const percent = new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: 1 })
  const list = new Intl.ListFormat(locale, { type: 'conjunction' })
  const long = new Intl.DateTimeFormat(locale, {
    weekday: 'long',
    day: 'numeric',
    month: 'long',
    year: 'numeric',
    timeZone,
  })
  const calendar = new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'short', year: 'numeric', timeZone: 'UTC' })
  const date = new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'short', year: 'numeric', timeZone })
  const clock = new Intl.DateTimeFormat(locale, { hour: '2-digit', minute: '2-digit', timeZone })
  return {
    number: (value) => number.format(value),
    percent: (value) => percent.format(value),
    bytes: bytesIn(locale),
    money: moneyIn(locale),
    day: (value) => calendar.format(new Date(`${value}T00:00:00Z`)),
    exact: (value) => `${date.format(new Date(value))}, ${clock.format(new Date(value))}`,
    relative: relativeIn(locale, timeZone, clock),
    today: (now = new Date()) => long.format(now),
    list: (items) => list.format(items),
  }
}

function bytesIn(locale: string): Format['bytes'] {
  return (value) => {
    const units = ['byte', 'kilobyte', 'megabyte', 'gigabyte'] as const
    const step = Math.min(units.length - 1, Math.floor(Math.log10(Math.max(1, value)) / 3))
    const unit = units[step] ?? 'byte'
    return new Intl.NumberFormat(locale, {
      style: 'unit',
      unit,
      unitDisplay: 'short',
      maximumFractionDigits: 1,
    }).format(value / 1000 ** step)
  }
}

function moneyIn(locale: string): Format['money'] {
  return (minorUnits, currency) => {
    const style = new Intl.NumberFormat(locale, { style: 'currency', currency })
    const digits = style.resolvedOptions().maximumFractionDigits ?? 2
    const text = String(minorUnits)
      .replace('-', '')
      .padStart(digits + 1, '0')
    const sign = String(minorUnits).startsWith('-') ? '-' : ''
    const whole = text.slice(0, text.length - digits)
    // a string keeps every digit, a number would round above 2^53
    return style.format(`${sign}${whole}.${text.slice(text.length - digits) || '0'}` as Intl.StringNumericLiteral)
  }
}

function relativeIn(locale: string, timeZone: string, clock: Intl.DateTimeFormat): Format['relative'] {
  const words = new Intl.RelativeTimeFormat(locale, { numeric: 'auto' })
  const short = new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'short', timeZone })
  const withYear = new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'short', year: 'numeric', timeZone })
  // sv-SE writes ISO dates
  const iso = new Intl.DateTimeFormat('sv-SE', { year: 'numeric', month: '2-digit', day: '2-digit', timeZone })
  const dayNumber = (at: Date) => Date.parse(`${iso.format(at)}T00:00:00Z`) / day
  return (value, now = new Date()) => {
    const at = new Date(value)
    const days = Math.round(dayNumber(at) - dayNumber(now))
    if (Math.abs(days) <= 1) return `${words.format(days, 'day')}, ${clock.format(at)}`
    if (Math.abs(days) < 7) return words.format(days, 'day')
    return iso.format(at).slice(0, 4) === iso.format(now).slice(0, 4) ? short.format(at) : withYear.format(at)
  }
}
