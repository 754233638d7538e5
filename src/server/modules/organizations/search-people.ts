import { peopleList, type PersonRow } from '../../../api/organizations.ts'
import { type Found, searchList } from '../../access/index.ts'
import { peopleSource } from './people-list.ts'

/** People for the command palette, as their list finds them (LST-1). */
export async function searchPeople(
  asking: Parameters<typeof searchList>[2],
  q: string,
  limit: number,
): Promise<Found<Pick<PersonRow, 'id' | 'name' | 'email' | 'organization'>>> {
  const { items, more } = await searchList(peopleList, peopleSource, asking, q, limit)
  return { items: items.map(({ id, name, email, organization }) => ({ id, name, email, organization })), more }
}
