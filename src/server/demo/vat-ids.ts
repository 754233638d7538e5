import type { Dice } from './dice.ts'

const digits = (dice: Dice, count: number): number[] =>
  Array.from({ length: count }, (_, at) => (at === 0 ? 1 + dice.under(9) : dice.under(10)))
const weighed = (of: readonly number[], weights: readonly number[]) =>
  of.reduce((sum, digit, at) => sum + digit * (weights[at] ?? 0), 0)

// each: the digits before the last and the last one, or 10 where these digits can't be completed
const checks: Readonly<Record<string, { count: number; check(of: readonly number[]): number }>> = {
  // ISO 7064, mod 11,10
  DE: {
    count: 8,
    check(of) {
      const product = of.reduce((carried, digit) => (2 * ((digit + carried) % 10 || 10)) % 11, 10)
      return (11 - product) % 10
    },
  },
  AT: {
    count: 7,
    check(of) {
      const sum = of.reduce(
        (total, digit, at) => total + (at % 2 ? Math.floor(digit / 5) + ((digit * 2) % 10) : digit),
        0,
      )
      return (10 - ((sum + 4) % 10)) % 10
    },
  },
  CH: { count: 8, check: (of) => (11 - (weighed(of, [5, 4, 3, 2, 7, 6, 5, 4]) % 11)) % 11 },
  DK: { count: 7, check: (of) => (11 - (weighed(of, [2, 7, 6, 5, 4, 3, 2]) % 11)) % 11 },
  NL: { count: 8, check: (of) => weighed(of, [9, 8, 7, 6, 5, 4, 3, 2]) % 11 },
  PL: { count: 9, check: (of) => weighed(of, [6, 5, 7, 2, 3, 4, 5, 6, 7]) % 11 },
}
const around: Readonly<Record<string, readonly [string, string]>> = {
  AT: ['ATU', ''],
  CH: ['CHE', 'MWST'],
  NL: ['NL', 'B01'],
}

/** A VAT id whose check digit is right, in the compact form. */
export function vatId(dice: Dice, country: string): string | null {
  const rule = checks[country]
  if (!rule) return null
  for (;;) {
    const of = digits(dice, rule.count)
    const last = rule.check(of)
    if (last === 10) continue
    const [before, after] = around[country] ?? [country, '']
    return `${before}${of.join('')}${last}${after}`
  }
}
