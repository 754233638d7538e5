import type { Killable } from './killable.ts'

/** A customer that the writers made: with how many entries of history, and events. */
export interface Written {
  id: string
  name: string
  entries: number
  events: number
}

/** All that the writers have made, as the database has it. */
export function written(portal: Pick<Killable, 'look'>): Promise<Written[]> {
  return portal.look(`
    select c.id, c.name,
      (select count(*)::int from history h where h.object_id = c.id and h.action = 'created') as entries,
      (select count(*)::int from outbox o where o.kind = 'customers.created' and o.payload -> 'items' @> jsonb_build_array(jsonb_build_object('id', c.id))) as events
    from customers c where c.name like 'Written %'`)
}
