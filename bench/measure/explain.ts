import type pg from 'pg'
import type { Query } from '../raw/queries.ts'

/** The plan of a raw query, as its route runs it: prepared with a generic plan, or planned for its values. */
export async function explain(owner: pg.Client, { text, values, unnamed }: Query): Promise<string[]> {
  const { rows } = await owner.query<{ 'QUERY PLAN': string }>({
    text: `explain (analyze, costs off, timing off, summary off, buffers off) ${text}`,
    values,
  })
  const plan = rows.map((row) => row['QUERY PLAN'])
  return unnamed ? plan : plan.filter((line) => !line.includes('Planning'))
}
