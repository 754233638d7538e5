/** Seeded chance: the same seed makes the same world. */
export interface Dice {
  /** a whole number from 0 up to, not including, `below` */
  under(below: number): number
  chance(probability: number): boolean
  pick<T>(from: readonly T[]): T
  /** one of several by weight */
  weighed<T>(weights: readonly (readonly [number, T])[]): T
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
  const under = (below: number) => Math.floor(next() * below)
  const pick = <T>(from: readonly T[]): T => {
    const found = from[under(from.length)]
    if (found === undefined) throw new Error('nothing to pick from')
    return found
  }
  return {
    under,
    chance: (probability) => next() < probability,
    pick,
    weighed(weights) {
      let at = under(weights.reduce((sum, [weight]) => sum + weight, 0))
      for (const [weight, value] of weights) {
        if (at < weight) return value
        at -= weight
      }
      throw new Error('nothing to pick from')
    },
  }
}
