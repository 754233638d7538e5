import type { Language } from '../../../api/shapes.ts'
import { words } from '../../platform/i18n.ts'
import { asHtml, asText, type Letter } from './layout.ts'
import type { MailFacts, Template } from './mail-facts.ts'

/** Why its reader does not get the link of a mail: it was sent, or the person belongs to another operator too. */
export interface NoLink {
  missing: 'delivered' | 'elsewhere'
}

interface Mail {
  subject: string
  html: string
  text: string
}

/** The subject tells no names of customers: it is read on locked screens. */
export function subjectOf(template: Template, language: Language, organization: string): string {
  return words(language, 'mails')(`${template}.subject`, { organization })
}

/**
 * Renders a mail in the recipient's language, as HTML and as text (NTF-3).
 *
 * @param link where its button leads; otherwise why the reader must not have it
 */
export function compose(facts: MailFacts, link: string | NoLink): Mail {
  const { recipient, organization, operator, template } = facts
  const { language } = recipient
  const t = words(language, 'mails')
  const subject = subjectOf(template, language, organization.name)
  const never = template === 'password_link' || template === 'invitation'
  const letter: Letter = {
    language,
    subject,
    sender: operator,
    greeting: t('greeting', { name: recipient.name }),
    paragraphs: paragraphsOf(facts),
    action: typeof link !== 'string' ? null : { label: t(`${template}.action`), link, hint: t('hint') },
    // PPL-2
    notes: [
      ...(typeof link !== 'string' ? [t(`missing.${link.missing}`)] : []),
      ...(never
        ? [
            operator === organization.name
              ? t('never.one', { operator })
              : t('never.two', { operator, organization: organization.name }),
          ]
        : []),
    ],
    foot: t('foot', { operator }),
  }
  return { subject, html: asHtml(letter), text: asText(letter) }
}

function paragraphsOf({ template, recipient, organization, operator, membership, customers }: MailFacts): string[] {
  const t = words(recipient.language, 'mails')
  const names = { organization: organization.name, operator }
  switch (template) {
    case 'invitation':
    case 'invitation_to_further': {
      const author = membership?.author
      // the operator's own staff work for nobody else
      const where = operator === organization.name ? 'operator' : 'organization'
      const first = author ? t(`invitation.by.${where}`, { ...names, author }) : t(`invitation.open.${where}`, names)
      return [first, t(`${template}.next`)]
    }
    case 'password_link':
      return recipient.hasPassword
        ? [t('password_link.replacement', names), t('password_link.old'), t('password_link.nothing')]
        : [t('password_link.first', names), t('password_link.nothing')]
    case 'visibility_raised':
      return [
        t('visibility_raised.what', {
          ...names,
          name: membership?.name,
          visibility: t(`visibility.${membership?.visibility ?? 'none'}`),
        }),
        t('visibility_raised.why', names),
      ]
    case 'contact_assigned': {
      const [customer] = customers?.first ?? []
      const about = { customer: customer?.name, number: customer?.number }
      const what = customer?.contact
        ? t('contact_assigned.what', { ...about, contact: customer.contact })
        : t('contact_assigned.changed', about)
      return [what, t('contact_assigned.why')]
    }
    case 'contacts_assigned':
      return reassigned(recipient.language, customers)
  }
}

/** The first few by name, the others counted (CUS-7). */
function reassigned(language: Language, customers: MailFacts['customers']): string[] {
  const t = words(language, 'mails')
  const { count = 0, first = [] } = customers ?? {}
  const format = new Intl.NumberFormat(language)
  const others = count - first.length
  const named = [
    ...first.map(({ name, number }) => t('contacts_assigned.customer', { customer: name, number })),
    ...(others > 0 ? [t('contacts_assigned.others', { count: others, number: format.format(others) })] : []),
  ]
  return [
    t('contacts_assigned.what', { count, number: format.format(count) }),
    new Intl.ListFormat(language, { type: 'conjunction' }).format(named),
    t('contacts_assigned.why', { count }),
  ]
}
