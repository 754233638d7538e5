import { expect, test } from 'vitest'
import { mailTemplates } from '../../../api/notifications.ts'
import { compose } from './compose.ts'
import type { MailFacts } from './mail-facts.ts'

const facts: MailFacts = {
  id: '',
  template: 'invitation',
  status: 'queued',
  createdAt: '',
  entitled: true,
  recipient: { id: '', name: 'Bärbel <Öz>', email: '', language: 'de', hasPassword: true, elsewhere: false },
  organization: { name: 'Ahlers & Söhne', handle: 'ahlers-k3f9x2' },
  operator: 'Nordlicht Software AG',
  membership: { id: '', name: 'Rolf Riese', visibility: 'all', author: 'Anna Ahlers' },
  customers: { count: 7, first: [{ id: '', name: 'Müller Druck', number: 'K1', contact: 'Rolf Riese' }] },
}

const cases = mailTemplates.flatMap((template) =>
  (['de', 'en'] as const).flatMap((language) =>
    [true, false].map((full): MailFacts => {
      const { recipient, membership, customers, operator, organization } = facts
      return {
        ...facts,
        template,
        recipient: { ...recipient, language, hasPassword: full },
        membership: membership && { ...membership, author: full ? membership.author : null },
        customers: customers && {
          count: full ? customers.count : customers.first.length,
          first: customers.first.map((customer) => ({ ...customer, contact: full ? customer.contact : null })),
        },
        organization: full ? organization : { ...organization, name: operator },
      }
    }),
  ),
)

test('NTF-3 a mail without its link says why', () => {
  expect(compose(facts, { missing: 'delivered' }).text).toContain('Der Link steht nur in der zugestellten E-Mail.')
  expect(compose(facts, { missing: 'elsewhere' }).text).toContain('Kein Passwort-Link')
})

test.each(cases)('NTF-3 $template reads whole in $recipient.language', (given) => {
  const { subject, html, text } = compose(given, 'https://portal.example.org/x?a=1&b=2')
  for (const part of [subject, html, text]) {
    // neither a key nor a variable that nobody filled
    expect(part).not.toMatch(/\{\{|undefined|null|\b\w+_\w+\.\w+|invitation\.\w/)
  }
  expect(html).toContain('Bärbel &lt;Öz&gt;')
  expect(html).toContain('href="https://portal.example.org/x?a=1&amp;b=2"')
  expect(html).not.toMatch(/<img|<Öz>/)
  expect(text).toContain('https://portal.example.org/x?a=1&b=2')
})

test('CUS-7 a mail about many customers names the first few and counts the others', () => {
  const first = ['Adler', 'Bader'].map((name, at) => ({ id: '', name, number: `K${at}`, contact: null }))
  const about = (count: number): MailFacts => ({ ...facts, template: 'contacts_assigned', customers: { count, first } })
  const { text } = compose(about(1302), 'https://portal.example.org/x')
  expect(text).toContain('Bei 1.302 Kunden, die Sie betreuen, hat sich der Partner-Kontakt geändert:')
  expect(text).toContain('Adler (K0), Bader (K1) und 1.300 weitere')
  expect(compose(about(3), 'https://portal.example.org/x').text).toContain('Adler (K0), Bader (K1) und ein weiterer')
  expect(compose(about(2), 'https://portal.example.org/x').text).toContain('Adler (K0) und Bader (K1)\n')
})
