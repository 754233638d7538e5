import type { Request } from '../model/decide.ts'
import type { Disagreement, Facts } from './facts.ts'
import { report, requested } from './report.ts'

/** What one channel said of one request, beside the model. */
export interface Heard {
  request: Request
  channel: string
  model: Facts
  says: Facts
  covers: (about: string) => boolean
}

/** One decision: what the model and a channel say about one thing. */
export interface Decided {
  request: Request
  channel: string
  about: string
  model: string
  says: string
}

export function decisionsOf({ request, channel, model, says, covers }: Heard): Decided[] {
  const abouts = new Set([...model.keys(), ...says.keys()].filter(covers))
  return [...abouts].map((about) => ({
    request,
    channel,
    about,
    model: model.get(about) ?? '-',
    says: says.get(about) ?? '-',
  }))
}

/** All decisions, request by request, those that disagree marked with an exclamation mark. */
export function printed(decided: readonly Decided[], disagreements: readonly Disagreement[]): string {
  const byRequest = Map.groupBy(decided, ({ request }) => requested(request))
  const blocks = [...byRequest].map(([request, decisions]) => {
    const byAbout = Map.groupBy(decisions, ({ about }) => about)
    const lines = [...byAbout].map(([about, said]) => {
      const marks = said.some(({ model, says }) => model !== says) ? '!' : ' '
      const channels = said.map(({ channel, says }) => `${channel} ${says}`).join(', ')
      return `${marks} ${about}: model ${said[0]?.model}, ${channels}`
    })
    return [request, ...lines.toSorted((a, b) => a.slice(2).localeCompare(b.slice(2), 'en'))].join('\n')
  })
  const end = `${decided.length} decisions, ${disagreements.length} disagreements`
  return [...blocks, ...(disagreements.length > 0 ? [report([...disagreements])] : []), end].join('\n\n')
}
