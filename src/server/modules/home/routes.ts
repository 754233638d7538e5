import { search } from '../../../api/home.ts'
import { type Implementation, implement } from '../../access/index.ts'
import { searchAll } from './search-all.ts'

export const routes: Implementation[] = [
  implement(search, async (context) => ({ status: 200, body: await searchAll(context, context.query) })),
]
