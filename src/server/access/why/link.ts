import type { WhyCode, WhyLink } from '../../../api/why.ts'

/** What of the record the asker may not read (ACC-15). */
export interface Unreadable {
  owner: boolean
  contact: boolean
  manager: boolean
}

/** A link before it is part of a reply. */
export type Link = WhyLink

/** Makes a link; `ok` says whether it lets through. */
export function link(code: WhyCode, said: string, ok: boolean | null, detail: Link['detail'] = {}): Link {
  return { code, said, ok, detail }
}
