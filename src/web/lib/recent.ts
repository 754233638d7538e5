import { z } from 'zod'

const RecentRecord = z.object({ kind: z.enum(['customer', 'person', 'import']), id: z.string(), name: z.string() })
const RecentOrganization = z.object({
  handle: z.string(),
  name: z.string(),
  kind: z.enum(['operator', 'partner', 'customer', 'site']),
})
export type RecentRecord = z.infer<typeof RecentRecord>
export type RecentOrganization = z.infer<typeof RecentOrganization>

const prefix = 'kontor.recent.'
const kept = 12

/** Remembers on this device that a record was opened, for *Zuletzt geöffnet*. */
export function rememberRecord(personId: string, handle: string, record: RecentRecord): void {
  put(`${personId}.${handle}`, [record, ...recentRecords(personId, handle).filter((other) => other.id !== record.id)])
}

/** Records opened last in an organisation, newest first. */
export function recentRecords(personId: string, handle: string): RecentRecord[] {
  return take(`${personId}.${handle}`, RecentRecord)
}

/** Remembers on this device that a person acted in an organisation, for *Zuletzt* in the switcher. */
export function rememberOrganization(personId: string, organization: RecentOrganization): void {
  const others = recentOrganizations(personId).filter((other) => other.handle !== organization.handle)
  put(personId, [organization, ...others])
}

/** Organisations used last, newest first. */
export function recentOrganizations(personId: string): RecentOrganization[] {
  return take(personId, RecentOrganization)
}

/** Forgets everything at sign-out: the next person at this device must not read names here. */
export function forgetRecent(): void {
  const keys = Array.from({ length: localStorage.length }, (_, at) => localStorage.key(at))
  for (const key of keys) if (key?.startsWith(prefix)) localStorage.removeItem(key)
}

function put(key: string, items: readonly object[]): void {
  localStorage.setItem(prefix + key, JSON.stringify(items.slice(0, kept)))
}

function take<T>(key: string, shape: z.ZodType<T>): T[] {
  try {
    return z.array(shape).parse(JSON.parse(localStorage.getItem(prefix + key) ?? '[]'))
  } catch {
    // written by an older version, or by hand
    return []
  }
}
