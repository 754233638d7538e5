import type { Request } from '../model/decide.ts'
import type { Disagreement } from './facts.ts'

const SHOWN = 10

/** Disagreements as minimal cases: world, request, record, and what each said. Empty where there are none. */
export function report(found: Disagreement[]): string {
  const lines = found.slice(0, SHOWN).map(describe)
  const more = found.length - lines.length
  return [...lines, ...(more > 0 ? [`... and ${more} more`] : [])].join('\n')
}

function describe({ world, request, channel, about, model, says }: Disagreement): string {
  return `${world}: ${requested(request)}: ${about}: model ${model}, ${channel} ${says}`
}

/** A request in words. */
export function requested({ person, organization, across, viewAs }: Request): string {
  const how = [across ? 'across all memberships' : '', viewAs === undefined ? '' : `seen as ${viewAs}`]
  return [`${person} in ${organization}`, ...how.filter((one) => one !== '')].join(', ')
}
