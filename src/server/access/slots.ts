import { Refusal } from '../platform/errors.ts'

interface Kind {
  /** names the sentence of the refusal: `errors.json` → `request_too_many_<what>` */
  readonly what: 'downloads' | 'uploads'
  readonly most: number
  readonly ofPerson: number
}

/** The few slots of this process for work that takes long at the pace of its asker: nobody has them all. */
export class Slots {
  readonly #kind: Kind
  /** of whom, one for each that is taken */
  readonly #holders: string[] = []

  constructor(kind: Kind) {
    this.#kind = kind
  }

  /**
   * Runs work in one of the slots.
   *
   * @throws Refusal 429 where this person has as many as one may have; 503 where all are taken
   */
  async hold<T>(person: string, work: () => Promise<T>): Promise<T> {
    const { what, most, ofPerson } = this.#kind
    const own = this.#holders.filter((holder) => holder === person).length
    if (own >= ofPerson) throw new Refusal('request.too_many', { retryAfter: 10, vars: { context: what } })
    if (this.#holders.length >= most) throw new Refusal('server.busy', { retryAfter: 10 })
    this.#holders.push(person)
    try {
      return await work()
    } finally {
      this.#holders.splice(this.#holders.indexOf(person), 1)
    }
  }
}
