import { foldWrittenOut, readField } from '../customers/index.ts'
import { checkRow } from './check-row.ts'
import type { CheckedRow, Existing, Identity, Problem, Rules } from './checked-row.ts'
import { isExample } from './example-row.ts'
import { fingerprint } from './fingerprint.ts'
import { headerOf } from './match-columns.ts'
import type { FileRecord } from './read-records.ts'

/** A customer of the owning organisation with a name that the file brings too. */
export interface Namesake {
  readonly id: string
  readonly externalId: string | null
  readonly street: string | null
  readonly postalCode: string | null
}

/** What the check asks the database, once per batch. */
export interface Lookup {
  /** customers of the owning organisation by external id */
  existing(externalIds: readonly string[]): Promise<ReadonlyMap<string, Existing>>
  /** customers of the owning organisation by each of these names, however it is spelled */
  namesakes(names: readonly string[]): Promise<ReadonlyMap<string, readonly Namesake[]>>
}

type Batch = readonly FileRecord[]

const batchSize = 1000

/** The records behind the header, a thousand at a time. */
export async function* batchesOf(records: AsyncIterable<FileRecord>): AsyncGenerator<Batch> {
  let batch: FileRecord[] = []
  for await (const record of records) {
    batch.push(record)
    if (batch.length < batchSize) continue
    yield batch
    batch = []
  }
  if (batch.length > 0) yield batch
}

/**
 * Checks the batches of one file in their order (IMP-3). It remembers ids, so that a second one is named, and what a likely
 * duplicate has in common: memory grows with these, not with the file. A batch may be checked again.
 */
export class FileCheck {
  readonly #rules: Rules
  readonly #ids = new Map<string, number>()
  readonly #names = new Map<number, number>()

  constructor(rules: Rules) {
    this.#rules = rules
  }

  /** Takes note of rows that are settled already, `created` of them as new customers, whose names later rows may repeat. */
  pass(batch: Batch, created: ReadonlySet<number>): void {
    for (const record of batch) {
      const identity = this.#identify(record)
      if (!created.has(record.row)) continue
      const row = checkRow(record, identity, null, this.#rules)
      this.#noteName(row, addressOf(row.values))
    }
  }

  async check(batch: Batch, lookup: Lookup): Promise<readonly CheckedRow[]> {
    const identities = batch.map((record) => this.#identify(record))
    const ids = identities.map(({ externalId }) => externalId).filter((id) => id !== null)
    const existing = await lookup.existing(ids)
    const checked = batch.map((record, place) => {
      const identity = identities[place] ?? { externalId: null, firstRow: undefined }
      const match = identity.externalId === null ? null : (existing.get(identity.externalId) ?? null)
      return checkRow(record, identity, match, this.#rules)
    })
    const names = checked.filter(({ action }) => action === 'create').map(({ name }) => name)
    const namesakes = await lookup.namesakes(names)
    return checked.map((row) =>
      row.action === 'create' ? this.#nameDuplicate(row, namesakes.get(row.name) ?? []) : row,
    )
  }

  #identify(record: FileRecord): Identity {
    const at = this.#rules.columns.findIndex(({ field }) => field === 'externalId')
    // the number of the example stays free for a customer
    if (at < 0 || record.unreadable || isExample(record, this.#rules)) return { externalId: null, firstRow: undefined }
    const read = readField.externalId(record.cells[at] ?? '', { country: undefined, today: this.#rules.today })
    const externalId = 'value' in read && read.value !== '' ? read.value : null
    if (externalId === null) return { externalId, firstRow: undefined }
    const first = this.#ids.get(externalId) ?? record.row
    this.#ids.set(externalId, first)
    return { externalId, firstRow: first === record.row ? undefined : first }
  }

  /**
   * Likely duplicates are shown, not merged (IMP-3): new rows with the name of an earlier one or of a customer. Where both
   * have numbers, one system has told them apart, so they must stand at one address too.
   */
  #nameDuplicate(row: CheckedRow, namesakes: readonly Namesake[]): CheckedRow {
    const address = addressOf(row.values)
    const numbered = row.externalId !== null && !this.#rules.hidden.has('externalId')
    const there = namesakes.find(
      (other) => !numbered || other.externalId === null || addressOf(this.#visible(other)) === address,
    )
    const earlier = this.#noteName(row, address)
    if (!there && earlier === row.row) return row
    // rows above are customers by the time of taking over: the file is told about, as in the dry run
    const about: Problem['about'] = there && earlier === row.row ? { customer: there.id } : { row: String(earlier) }
    const column = headerOf(this.#rules.columns, 'name')
    const problem: Problem = {
      column,
      field: 'name',
      code: 'possible_duplicate',
      level: 'warning',
      value: row.name,
      about,
    }
    return { ...row, problems: [...row.problems, problem] }
  }

  #visible({ street, postalCode }: Namesake): { street: string | null; postalCode: string | null } {
    const { hidden } = this.#rules
    return {
      street: hidden.has('street') ? null : street,
      postalCode: hidden.has('postalCode') ? null : postalCode,
    }
  }

  /** @returns the first row that brings this customer */
  #noteName(row: CheckedRow, address: string): number {
    const common = fingerprint(foldWrittenOut(row.name) + (row.externalId === null ? '' : address))
    const earlier = this.#names.get(common) ?? row.row
    this.#names.set(common, earlier)
    return earlier
  }
}

function addressOf({ street, postalCode }: { street?: string | null; postalCode?: string | null }): string {
  return ` ${postalCode ?? ''} ${foldWrittenOut(street ?? '').replace(/str(asse)?(?=\d|$)/, 'str')}`
}
