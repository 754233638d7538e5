import type { z } from 'zod'
import { customerList, type CustomerRow } from '../../../api/customers.ts'
import { type Found, searchList } from '../../access/index.ts'
import { customerSource } from './customer-list.ts'

type Row = Pick<z.input<typeof CustomerRow>, 'id' | 'number' | 'name' | 'city' | 'owner' | 'decidedBy'>

/** Customers for the command palette, as their list finds them (LST-1). */
export async function searchCustomers(
  asking: Parameters<typeof searchList>[2],
  q: string,
  limit: number,
): Promise<Found<Row>> {
  const { items, more } = await searchList(customerList, customerSource, asking, q, limit)
  return {
    items: items.map(({ id, number, name, city, owner, decidedBy }) => ({ id, number, name, city, owner, decidedBy })),
    more,
  }
}
