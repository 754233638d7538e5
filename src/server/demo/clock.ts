import type { Dice } from './dice.ts'

const hour = 3_600_000
const day = 24 * hour

/** The times of the demo world, all relative to the moment of loading. ISO 8601, UTC. */
export interface Clock {
  now: number
  hoursAgo(hours: number): string
  /** within office hours of a working day, never in the future */
  daysAgo(days: number): string
  /** the calendar day that many days from today; negative: before */
  day(offset: number): string
}

export function clockFor(now: Date, dice: Dice): Clock {
  const moment = now.getTime()
  const iso = (at: number) => new Date(at).toISOString()
  return {
    now: moment,
    hoursAgo: (hours) => iso(moment - Math.round(hours * hour)),
    daysAgo(days) {
      const midnight = Math.floor((moment - days * day) / day) * day
      const weekday = new Date(midnight).getUTCDay()
      const working = midnight - (weekday === 6 ? 1 : weekday === 0 ? 2 : 0) * day
      return iso(Math.min(moment - 10 * 60_000, working + 6 * hour + dice.under(10 * hour)))
    },
    day: (offset) => iso(moment + offset * day).slice(0, 10),
  }
}
