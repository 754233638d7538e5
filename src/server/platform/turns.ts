import { Refusal } from './errors.ts'

/** Lets a few pieces of work run at a time in this process; the others wait their turn, in the order they came. */
export class Turns {
  readonly #patience: number | undefined
  readonly #waiting: (() => void)[] = []
  #free: number

  /** @param patience how long one waits for its turn, in milliseconds; absent: until it comes */
  constructor(most: number, patience?: number) {
    this.#free = most
    this.#patience = patience
  }

  /** @throws Refusal 503 where the turn did not come in time */
  async take<T>(work: () => Promise<T>): Promise<T> {
    await this.#come()
    try {
      return await work()
    } finally {
      const next = this.#waiting.shift()
      if (next) next()
      else this.#free += 1
    }
  }

  #come(): Promise<void> {
    if (this.#free > 0) {
      this.#free -= 1
      return Promise.resolve()
    }
    return new Promise((resolve, reject) => {
      const giveUp = () => {
        this.#waiting.splice(this.#waiting.indexOf(come), 1)
        reject(new Refusal('server.busy', { retryAfter: 10 }))
      }
      const timer = this.#patience === undefined ? undefined : setTimeout(giveUp, this.#patience)
      const come = () => {
        clearTimeout(timer)
        resolve()
      }
      this.#waiting.push(come)
    })
  }
}
