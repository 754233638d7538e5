import type { Tx } from '../../platform/db/database.ts'
import { mintPasswordLink } from '../identity/index.ts'
import type { MailFacts } from './mail-facts.ts'

/** Where the mail leads, but for password links. */
export function pageOf(url: string, { template, organization, customers }: MailFacts): string {
  if (template === 'visibility_raised') return `${url}/o/${organization.handle}/people`
  if (template === 'contact_assigned') return `${url}/o/${organization.handle}/customers/${customers?.first[0]?.id}`
  if (template === 'contacts_assigned') return `${url}/o/${organization.handle}/customers`
  return `${url}/account`
}

/**
 * Makes the password link of a mail, at the moment it is written (NTF-3); earlier links end.
 *
 * @param mailId of a mail that is being sent: its earlier tries stay usable, for one of them may have arrived
 */
export async function makePasswordLink(tx: Tx, url: string, facts: MailFacts, mailId?: string): Promise<string> {
  const { recipient, membership } = facts
  const purpose = recipient.hasPassword ? 'replacement' : 'first'
  const token = await mintPasswordLink(tx, recipient.id, purpose, { membershipId: membership?.id, mailId })
  // the token stands in the fragment, so that it never reaches a log
  return `${url}/password#${token}`
}
