import { Refusal } from '../../platform/errors.ts'

// enough for fast typists behind one address
const most = 60
const perSecond = 2
const mostAddresses = 10_000

interface Bucket {
  left: number
  since: number
}

const buckets = new Map<string, Bucket>()

/**
 * Lets an address have its password graded so often and no more: grading costs more than any other request that needs no
 * sign-in. Counted in this process alone, for it protects this process alone.
 *
 * @throws Refusal 429 with `Retry-After`
 */
export function countGrading(address: string, now = performance.now()): void {
  const known = buckets.get(address)
  const left = known ? Math.min(most, known.left + ((now - known.since) / 1000) * perSecond) : most
  // the last in the order is the one asked last
  buckets.delete(address)
  buckets.set(address, { left: Math.max(0, left - 1), since: now })
  const [oldest] = buckets.keys()
  if (buckets.size > mostAddresses && oldest !== undefined) buckets.delete(oldest)
  if (left < 1) throw new Refusal('request.too_many', { retryAfter: 1, vars: { count: 1 } })
}
