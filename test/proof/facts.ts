import type { Request } from '../model/decide.ts'

/**
 * What one channel says about one request, as short sentences: `customers a` is `visible`. What is not said is not so.
 */
export type Facts = Map<string, string>

/** One case in which a channel and the model differ. */
export interface Disagreement {
  world: string
  request: Request
  channel: string
  about: string
  model: string
  says: string
}

/** The sentences in which a channel differs from the model. A channel is asked only about what it `covers`. */
export function differences(
  model: Facts,
  channel: Facts,
  covers: (about: string) => boolean,
): { about: string; model: string; says: string }[] {
  return [...new Set([...model.keys(), ...channel.keys()])].flatMap((about) => {
    const [expected, said] = [model.get(about) ?? '-', channel.get(about) ?? '-']
    return covers(about) && expected !== said ? [{ about, model: expected, says: said }] : []
  })
}

/** Says the same of every one of some rows. */
export function sayOf(facts: Facts, subject: string, ids: Iterable<string>, answer = 'visible'): void {
  for (const id of ids) facts.set(`${subject} ${id}`, answer)
}
