import type { Audience } from './audience.ts'

/** Who listens at this process, to be found by what notices name: one of many operators, or one person. */
export class Audiences {
  private readonly byKey = new Map<string, Audience>()
  private readonly byName = new Map<string, Set<Audience>>()
  /** the names under which each is found */
  private readonly names = new Map<Audience, readonly string[]>()

  get size(): number {
    return this.byKey.size
  }

  all(): Iterable<Audience> {
    return this.byKey.values()
  }

  at(key: string): Audience | undefined {
    return this.byKey.get(key)
  }

  /** Whether anybody of an operator, or a person, listens. */
  has(name: string): boolean {
    return this.byName.has(name)
  }

  /** Those of an operator, or those of a person. */
  of(name: string): Iterable<Audience> {
    return this.byName.get(name) ?? []
  }

  add(key: string, audience: Audience): void {
    this.byKey.set(key, audience)
    this.file(audience)
  }

  remove(key: string, audience: Audience): void {
    if (this.byKey.get(key) === audience) this.byKey.delete(key)
    this.unfile(audience)
  }

  /** The rights were read again: a handle may lead to another operator than before. */
  refile(audience: Audience): void {
    const { operator, person } = audience.reader
    const names = this.names.get(audience)
    if (!names || (names.includes(operator) && names.includes(person))) return
    this.unfile(audience)
    this.file(audience)
  }

  private file(audience: Audience): void {
    const { operator, person } = audience.reader
    this.names.set(audience, [operator, person])
    for (const name of [operator, person]) {
      this.byName.set(name, (this.byName.get(name) ?? new Set()).add(audience))
    }
  }

  private unfile(audience: Audience): void {
    for (const name of this.names.get(audience) ?? []) {
      const those = this.byName.get(name)
      those?.delete(audience)
      if (those?.size === 0) this.byName.delete(name)
    }
    this.names.delete(audience)
  }
}
