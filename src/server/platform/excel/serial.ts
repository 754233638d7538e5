const day = 86_400_000
const hour = 3_600_000
/** Day 0 of a workbook; the leap day of 1900 that spreadsheets believe in is counted in. */
const epoch = Date.UTC(1899, 11, 30)

/** A calendar date as a workbook counts days; nothing where the text is none. */
export function serialOfDate(date: string): number | undefined {
  const found = /^(\d{4})-(\d\d)-(\d\d)$/.exec(date)
  const time = found ? Date.UTC(Number(found[1]), Number(found[2]) - 1, Number(found[3])) : Number.NaN
  // before March 1900 spreadsheets are a day off, and before 1900 they have no dates
  return time >= Date.UTC(1900, 2, 1) ? (time - epoch) / day : undefined
}

/** Moments as the clocks of a time zone show them, which is all that a workbook can say. */
export function serialsIn(timeZone: string): (moment: string) => number | undefined {
  const offsets = new Map<number, number>()
  const format = new Intl.DateTimeFormat('en', { timeZone, timeZoneName: 'longOffset' })
  const offsetAt = (time: number) => {
    // no zone changes its clocks between quarters of an hour
    const quarter = Math.floor(time / (hour / 4))
    let offset = offsets.get(quarter)
    if (offset === undefined) {
      offset = readOffset(format, time)
      offsets.set(quarter, offset)
      if (offsets.size > 100_000) offsets.clear()
    }
    return offset
  }
  return (moment) => {
    const time = Date.parse(moment)
    return Number.isNaN(time) || time < Date.UTC(1900, 2, 1) ? undefined : (time + offsetAt(time) - epoch) / day
  }
}

function readOffset(format: Intl.DateTimeFormat, time: number): number {
  const name = format.formatToParts(time).find(({ type }) => type === 'timeZoneName')?.value ?? ''
  const [, sign, hours, minutes] = /GMT([+-])(\d\d):(\d\d)/.exec(name) ?? []
  return (sign === '-' ? -1 : 1) * (Number(hours ?? 0) * hour + Number(minutes ?? 0) * (hour / 60))
}

/** What a workbook's number of days stands for: a date, with the time of day where there is one. */
export function dateOfSerial(serial: number, since1904: boolean): string {
  const days = since1904 ? serial + 1462 : serial < 60 ? serial + 1 : serial
  const moment = new Date(epoch + Math.round(days * 86_400) * 1000)
  // numbers that no calendar reaches stay numbers
  if (serial < 0 || serial > 2_958_465.999 || Number.isNaN(moment.getTime())) return String(serial)
  const text = moment.toISOString()
  if (days < 2) return text.slice(11, 19)
  return Number.isInteger(days) || text.slice(11, 19) === '00:00:00'
    ? text.slice(0, 10)
    : `${text.slice(0, 10)} ${text.slice(11, text.endsWith(':00.000Z') ? 16 : 19)}`
}
