import type { Services } from '../platform/services.ts'

/** What goes on at the pace of others, by portal: one that stops ends it. */
export class UnderWay<T> {
  readonly #sets = new WeakMap<Services, Set<T>>()

  /** It grows and shrinks as things begin and end. */
  of(services: Services): Set<T> {
    const known = this.#sets.get(services) ?? new Set()
    this.#sets.set(services, known)
    return known
  }
}
