/** Worlds that share a database: others than one's own are there, and the tables stay small, whose growth makes each world slower. */
const SIZE = 10

interface Blocks<Place> {
  first?: number
  count: number
  /** how many share a place */
  size?: number
  open: () => Promise<Place>
  /** whether to stop after a world */
  until?: () => boolean
}

/**
 * Goes through numbered worlds, in a new place after every few of them.
 *
 * @param visit `isFirst`: in its place
 */
export async function inBlocks<Place extends { close(): Promise<void> }>(
  { first = 1, count, size = SIZE, open, until = () => false }: Blocks<Place>,
  visit: (place: Place, seed: number, isFirst: boolean) => Promise<void>,
): Promise<void> {
  for (let start = first; start < first + count; start += size) {
    const place = await open()
    try {
      for (let seed = start; seed < Math.min(start + size, first + count); seed += 1) {
        await visit(place, seed, seed === start)
        if (until()) return
      }
    } finally {
      await place.close()
    }
  }
}
