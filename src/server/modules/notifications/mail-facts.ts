import { sql } from 'kysely'
import type { mailTemplates } from '../../../api/notifications.ts'
import type { Language, Visibility } from '../../../api/shapes.ts'
import type { Tx } from '../../platform/db/database.ts'

export type Template = (typeof mailTemplates)[number]
export type MailStatus = 'kept' | 'queued' | 'sent' | 'failed' | 'withdrawn'

/** What a mail is rendered from, as it stands now; a queued mail holds ids only (NTF-3). */
export interface MailFacts {
  id: string
  template: Template
  status: MailStatus
  createdAt: string
  /** whether the recipient may still have it (ACC-4, NTF-2) */
  entitled: boolean
  recipient: {
    id: string
    name: string
    email: string
    language: Language
    hasPassword: boolean
    /** whether they work for another operator too, or are invited there */
    elsewhere: boolean
  }
  organization: { name: string; handle: string }
  operator: string
  /** the one the mail is about */
  membership: { id: string; name: string; visibility: Visibility; author: string | null } | null
  /** those it is about, as the recipient sees them: how many, and the first few by name; null where it is about none */
  customers: { count: number; first: Customer[] } | null
}

interface Customer {
  id: string
  name: string
  number: string
  contact: string | null
}

/** Reads them for the machinery, or for a reader of the Outbox; undefined where the mail is not theirs to read. */
export async function readMailFacts(tx: Tx, mailId: string): Promise<MailFacts | undefined> {
  const { rows } = await sql<{ facts: MailFacts | null }>`select access.mail_facts(${mailId}) as facts`.execute(tx)
  return rows[0]?.facts ?? undefined
}

/** Whether a mail of this template carries a password link. */
export function hasLink(template: Template): boolean {
  return template === 'invitation' || template === 'password_link'
}
