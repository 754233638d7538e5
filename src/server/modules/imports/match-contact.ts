import { folds, tidy } from '../customers/index.ts'

/** An active member of the owning organisation who may be partner contact (CUS-7). */
export interface Candidate {
  readonly id: string
  readonly name: string
}

export type ContactMatch = Candidate | 'unknown' | 'ambiguous'

/** Finds a partner contact by the name in a file: exactly first, then without case, accents and the spelling of umlauts (IMP-3). */
export class ContactBook {
  readonly #exact = new Map<string, Candidate[]>()
  readonly #folded = new Map<string, Candidate[]>()

  constructor(candidates: Iterable<Candidate>) {
    for (const candidate of candidates) {
      enter(this.#exact, tidy(candidate.name), candidate)
      for (const spelling of folds(candidate.name)) enter(this.#folded, spelling, candidate)
    }
  }

  find(written: string): ContactMatch {
    const name = tidy(written)
    const turned = name.split(',').map((part) => part.trim())
    const [last, first] = turned
    // `Groß, Jürgen`
    const names = turned.length === 2 ? [name, `${first} ${last}`] : [name]
    return (
      one(names.flatMap((each) => this.#exact.get(each) ?? [])) ??
      one(names.flatMap((each) => folds(each).flatMap((spelling) => this.#folded.get(spelling) ?? []))) ??
      'unknown'
    )
  }
}

function enter(book: Map<string, Candidate[]>, key: string, candidate: Candidate): void {
  const there = book.get(key)
  if (!there) book.set(key, [candidate])
  else if (!there.some(({ id }) => id === candidate.id)) there.push(candidate)
}

function one(found: readonly Candidate[]): ContactMatch | undefined {
  const [candidate] = found
  if (!candidate) return undefined
  return found.every(({ id }) => id === candidate.id) ? candidate : 'ambiguous'
}
