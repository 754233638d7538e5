import type { List } from '../../../api/lists.ts'
import type { ListSettings } from '../../../api/views.ts'
import { call } from '../../lib/client.ts'

type Kept = Pick<List, 'key' | 'keepSettings'>

const waiting = new Map<string, ListSettings>()
const running = new Map<string, Promise<void>>()

const placeOf = (list: Kept, organization: string) => `${organization} ${list.key}`

/** Stores the settings of a list as soon as something was changed (LST-5): one after the other, only the latest of those that wait. */
export function keepSettings(list: Kept, organization: string, settings: ListSettings): void {
  const place = placeOf(list, organization)
  waiting.set(place, settings)
  if (!running.has(place)) running.set(place, storeAll(list, organization, place))
}

async function storeAll(list: Kept, organization: string, place: string): Promise<void> {
  try {
    for (let body = waiting.get(place); body !== undefined; body = waiting.get(place)) {
      waiting.delete(place)
      await call(list.keepSettings, { organization, body, keepalive: true })
    }
  } catch {
    // the next change stores all of it
  } finally {
    running.delete(place)
  }
}

/** Waits until what was changed is stored: what is read then is not older. */
export async function settingsKept(list: Kept, organization: string): Promise<void> {
  await running.get(placeOf(list, organization))
}
