import { fold } from './fold.ts'
import type { Outcome } from './outcome.ts'

const words: Readonly<Record<string, string>> = {
  customer: 'kunde kundin kunden bestandskunde neukunde stammkunde endkunde k customer client account existingcustomer',
  prospect: `interessent interessentin interessenten lead leads prospect potentiellerkunde potenziellerkunde potentieller potenzieller
    potenzialkunde potentialkunde wunschkunde i p potentialcustomer opportunity`,
}
const statuses = new Map(
  Object.entries(words).flatMap(([status, list]) => list.split(/\s+/).map((word): [string, string] => [word, status])),
)

/** `customer` or `prospect` from the words that customer files use for them. */
export function readStatus(raw: string): Outcome {
  const value = statuses.get(fold(raw))
  return value ? { value } : { problem: 'status_unknown' }
}
