/** Seeded chance: the same seed makes the same world, whatever the version of any library. */
export type Dice = {
  /** a whole number from 0 up to, not including, `below` */
  under: (below: number) => number
  chance: (probability: number) => boolean
  pick: <T>(from: readonly T[]) => T
  /** one of several by weight */
  weighed: <T>(weights: readonly (readonly [number, T])[]) => T
  /** each of them with this probability */
  some: <T>(from: readonly T[], probability: number) => T[]
  shuffled: <T>(from: readonly T[]) => T[]
}

export function diceFor(seed: number): Dice {
  let state = seed | 0
  const next = () => {
    // mulberry32
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296
  }
  const pick = <T>(from: readonly T[]): T => {
    const found = from[Math.floor(next() * from.length)]
    if (found === undefined) throw new Error('nothing to pick from')
    return found
  }
  return {
    under: (below) => Math.floor(next() * below),
    chance: (probability) => next() < probability,
    pick,
    weighed: (weights) => pick(weights.flatMap(([weight, value]) => Array.from({ length: weight }, () => value))),
    some: (from, probability) => from.filter(() => next() < probability),
    shuffled: (from) =>
      from
        .map((value) => ({ value, at: next() }))
        .toSorted((a, b) => a.at - b.at)
        .map(({ value }) => value),
  }
}
