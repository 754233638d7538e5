import { type RawBuilder, sql } from 'kysely'
import type { QueryOf, ResultOf } from '../../../api/endpoint.ts'
import { type customerDuplicates, DuplicateReason } from '../../../api/customer-duplicates.ts'
import { type Actor, hiddenInLists } from '../../access/index.ts'
import type { Tx } from '../../platform/db/database.ts'
import { customerSource } from './customer-list.ts'
import { namesFor } from './customer-row.ts'
import { readEmail } from './fields/email.ts'
import { freeMailDomains } from './fields/free-mail.ts'
import { nameKeys, rarestWord } from './fields/name-keys.ts'
import { readVatId } from './fields/vat-id.ts'

type Duplicates = ResultOf<typeof customerDuplicates>
type Typed = QueryOf<typeof customerDuplicates>

interface Found {
  id: string
  number: string
  name: string
  city: string | null
  owner_id: string
  contact_id: null
  manager_id: null
  reasons: DuplicateReason[]
}

const shown = 5

/**
 * Customers in sight that one that is being typed may be the same as (CUS-2): of the same name whatever its legal form, of the
 * same e-mail domain but for free providers, of the same VAT id. A hidden attribute is not compared (ACC-15), and what is out
 * of sight is not told, nor counted (ACC-12).
 */
export async function findDuplicates(tx: Tx, actor: Actor, typed: Typed): Promise<Duplicates> {
  const hidden = hiddenInLists(actor)
  const narrow = customerSource.narrow?.(actor) ?? sql`true`
  const conditions = conditionsOf(typed).filter(({ reason }) => !hidden.has(`customer.${reason}`))
  if (conditions.length === 0) return { items: [], more: false }
  // each by its own index, cut; then every reason is asked of the few that were found
  const candidates = conditions.map(
    ({ is }) => sql`(select c.id from reach.customers c where ${narrow} and ${is} limit ${sql.lit(shown + 1)})`,
  )
  const asked = conditions.map(({ reason, is }) => sql`case when ${is} then ${reason}::text end`)
  const { rows } = await sql<Found>`
    select c.id, c.number, c.name, c.city, c.owner_id, null as contact_id, null as manager_id, array_remove(array[${sql.join(asked)}], null) as reasons
    from reach.customers c where c.id in (${sql.join(candidates, sql` union `)})`.execute(tx)
  const names = await namesFor(tx, rows)
  const sorted = rows.toSorted((a, b) => b.reasons.length - a.reasons.length || a.name.localeCompare(b.name, 'de'))
  const items = sorted.slice(0, shown).map(({ id, number, name, city, owner_id, reasons }) => ({
    id,
    number,
    name,
    city,
    owner: names.organization(owner_id),
    reasons,
  }))
  return { items, more: sorted.length > shown }
}

interface Condition {
  reason: DuplicateReason
  is: RawBuilder<unknown>
}

function conditionsOf({ name, email, vatId, country }: Typed): Condition[] {
  const all = { name: sameName(name ?? ''), email: sameDomain(email ?? ''), vatId: sameVatId(vatId ?? '', country) }
  return DuplicateReason.options.flatMap((reason) => {
    const is = all[reason]
    return is === null ? [] : [{ reason, is }]
  })
}

// where the index of the search finds candidates; each must be compared as a whole afterwards
const contains = (text: string) =>
  sql`c.search like '%' || text_collapse(text_fold(${text.replaceAll(/[\\%_]/g, '\\$&')})) || '%'`

const punctuation = ` .,;:&+-–—/\\()[]'’"„“*!?_@|#`

function sameName(name: string): RawBuilder<unknown> | null {
  const keys = nameKeys(name)
  const word = rarestWord(name)
  if (keys.length === 0) return null
  // too short for the index
  if (word.length < 3) return sql`c.name = ${name.trim()}`
  return sql`${contains(word)} and translate(text_collapse(text_fold(c.name)), ${punctuation}, '')
    = any (array(select text_collapse(key) from unnest(${keys}::text[]) as k(key)))`
}

function sameDomain(email: string): RawBuilder<unknown> | null {
  const read = readEmail(email)
  if ('problem' in read) return null
  const domain = read.value.slice(read.value.lastIndexOf('@') + 1).toLowerCase()
  if (freeMailDomains.has(domain)) return null
  return sql`${contains(`@${domain}`)} and lower(split_part(c.email, '@', 2)) = ${domain}`
}

function sameVatId(vatId: string, country: string | undefined): RawBuilder<unknown> | null {
  const read = readVatId(vatId, country)
  return 'problem' in read ? null : sql`${contains(read.value)} and c.vat_id = ${read.value}`
}
