import type { Outcome } from './outcome.ts'
import { tidy } from './text.ts'

const months: readonly (readonly string[])[] = [
  ['jan', 'januar', 'jaenner', 'jänner', 'january'],
  ['feb', 'februar', 'february'],
  ['mar', 'mrz', 'mär', 'märz', 'maerz', 'march'],
  ['apr', 'april'],
  ['mai', 'may'],
  ['jun', 'juni', 'june'],
  ['jul', 'juli', 'july'],
  ['aug', 'august'],
  ['sep', 'sept', 'september'],
  ['okt', 'oct', 'oktober', 'october'],
  ['nov', 'november'],
  ['dez', 'dec', 'dezember', 'december'],
]
const timeOfDay = /[T ]\d{1,2}:\d{2}(:\d{2}([.,]\d+)?)?( ?(Z|UTC|[+-]\d{2}:?\d{2}))?$/

interface Parts {
  year: string
  month: string
  day: string
}

function byName(value: string): Parts | undefined {
  const found = /^(\d{1,2})\.? ?(\p{L}+)\.? (\d{4})$/u.exec(value) ?? undefined
  if (!found) return undefined
  const [, day = '', word = '', year = ''] = found
  const month = months.findIndex((names) => names.includes(word.toLowerCase())) + 1
  return { day, month: String(month), year }
}

function parts(value: string): Parts | undefined {
  const found =
    /^(?<year>\d{4})(?<mark>[-/.])(?<month>\d{1,2})\k<mark>(?<day>\d{1,2})$/.exec(value) ??
    /^(?<day>\d{1,2})\. ?(?<month>\d{1,2})\. ?(?<year>\d{4}|\d{2})$/.exec(value) ??
    /^(?<day>\d{1,2})(?<mark>[-/])(?<month>\d{1,2})\k<mark>(?<year>\d{4})$/.exec(value) ??
    /^(?<year>\d{4})(?<month>\d{2})(?<day>\d{2})$/.exec(value)
  if (!found?.groups) return byName(value)
  const { year = '', month = '', day = '' } = found.groups
  return { year, month, day }
}

// a customer since `99` has been one since 1999, not from 2099 on
function fullYear(year: string, thisYear: number): number {
  const number = Number(year)
  if (year.length === 4) return number
  const century = Math.floor(thisYear / 100) * 100
  return number > thisYear % 100 ? century - 100 + number : century + number
}

function exists(year: number, month: number, day: number): boolean {
  const date = new Date(Date.UTC(year, month - 1, day))
  return year >= 1800 && year <= 2200 && date.getUTCMonth() === month - 1 && date.getUTCDate() === day
}

/** A calendar date as `YYYY-MM-DD`. Two digits of a year mean the past; `03/04/2021` could be two days and is not guessed. */
export function readDate(raw: string, today: string): Outcome {
  const value = tidy(raw).replace(timeOfDay, '')
  const found = parts(value)
  if (!found) return { problem: 'date_invalid' }
  const year = fullYear(found.year, Number(today.slice(0, 4)))
  const month = Number(found.month)
  const day = Number(found.day)
  const either = /^\d{1,2}[/-]\d{1,2}[/-]\d{4}$/.test(value)
  // month before day is how America writes it
  const american = either && exists(year, day, month)
  if (american && exists(year, month, day) && day !== month) return { problem: 'date_ambiguous' }
  const [realMonth, realDay] = american ? [day, month] : [month, day]
  if (!exists(year, realMonth, realDay)) return { problem: 'date_invalid' }
  return { value: `${year}-${String(realMonth).padStart(2, '0')}-${String(realDay).padStart(2, '0')}` }
}
