import i18next from 'i18next'
import type { Why, WhyLink } from '../../../api/why.ts'

/** The words of a kind of record: its attributes and actions. */
export interface RecordWords {
  attribute: (key: string) => string
}

type Vars = Record<string, string | number>

/** A sentence of the catalogue; codes of the server are part of its key, and each has one in both languages. */
function say(key: string, vars: Vars = {}): string {
  return i18next.t(key, { ns: 'why', defaultValue: key, ...vars })
}

const who = ({ self }: Pick<Why, 'self'>) => (self ? 'self' : 'other')

/** *Warum sehe ich das?* or *Darf ich das?*, of whomever it is asked. */
export function titleOf(why: Why | undefined, asked: { action?: string }): string {
  const form = why && !why.self ? 'other' : 'self'
  return say(`${asked.action ? 'titleMay' : 'title'}.${form}`, { name: why?.person.name ?? '' })
}

/** What a link says, as a sentence without its stop. */
export function linkTitle(why: Why, { code, said, detail }: WhyLink, words: RecordWords): string {
  if (code === 'owner' && detail.organization) return say('link.owner.of', { organization: detail.organization.name })
  return say(`link.${code}.${said}.${who(why)}`, {
    name: why.person.name,
    ...(detail.attribute && { attribute: words.attribute(detail.attribute) }),
    ...(detail.action && { action: say(`action.${detail.action}`) }),
  })
}

/** What stands small below it: where, with which roles, who it is instead. Nothing where the asker may not know (ACC-17). */
export function linkNote(
  why: Why,
  link: WhyLink,
  words: RecordWords & { roles: (roles: readonly string[]) => string[] },
): string | null {
  const { code, said, detail } = link
  const organization = detail.organization?.name
  const parts: (string | false | undefined | null)[] = []
  if (['membership', 'deciding', 'workingAs'].includes(code)) {
    parts.push(organization && say(said === 'inactive' ? 'note.inactive' : 'note.place', { organization }))
    const roles = words.roles(detail.roles ?? [])
    if (said === 'active')
      parts.push(roles.length > 0 && say('note.roles', { count: roles.length, roles: roles.join(', ') }))
  }
  const place = why.organization
  if (code === 'owner' && place && place.id !== detail.organization?.id)
    parts.push(say(said === 'inside' ? 'note.under' : 'note.notUnder', { place: place.name }))
  if (code === 'share') parts.push(organization && say('note.from', { organization }))
  if (code === 'share' && said === 'contact')
    parts.push(detail.person && say('note.sharer', { person: detail.person.name }))
  if (code === 'deputy') parts.push(detail.person && say('note.deputyOf', { person: detail.person.name }))
  if ((code === 'contact' || code === 'manager') && said === 'no')
    parts.push(detail.person ? say('note.contactIs', { person: detail.person.name }) : say('note.contactNobody'))
  if (code === 'action' && said === 'attributeLocked' && detail.attribute)
    parts.push(say('note.locked', { attribute: words.attribute(detail.attribute) }))
  const fixed = notes[`${code}.${said}${code === 'visibility' && said === 'own' && why.self ? '.self' : ''}`]
  if (fixed) parts.push(say(fixed, { name: why.person.name }))
  const told = parts.filter((part): part is string => typeof part === 'string' && part !== '')
  return told.length > 0 ? told.join(', ') : null
}

const notes: Record<string, string> = {
  'share.asleep': 'note.asleep',
  'module.open': 'note.module',
  'module.closed': 'note.moduleClosed',
  'visibility.all': 'note.all',
  'visibility.own': 'note.own',
  'visibility.own.self': 'note.ownSelf',
  'visibility.none': 'note.noneVisible',
  'visibility.notAsked': 'note.notAsked',
  'contact.notCounted': 'note.staff',
  'attribute.fixed': 'note.fixed',
  'attribute.unique': 'note.unique',
}

/** What lets in, in the order in which it is worth saying. */
const letting = ['tenant', 'share', 'contact', 'manager', 'deputy', 'assignment', 'visibility'] as const

/** The answer in one sentence. */
export function answerOf(why: Why, asked: { attribute?: string; action?: string }, words: RecordWords): string {
  const vars = { name: why.person.name }
  const form = who(why)
  if (!why.visible) {
    const place = why.organization?.name
    const unseen = place ? say(`answer.unseenIn.${form}`, { ...vars, place }) : say(`answer.unseen.${form}`, vars)
    const stop = why.links.find(({ code, ok }) => code === why.stoppedBy && ok === false)
    return stop ? `${unseen} ${say(`reason.${stop.code}.${stop.said}.${form}`, vars)}` : unseen
  }
  const attribute = asked.attribute && words.attribute(asked.attribute)
  if (attribute && asked.action === 'update') {
    const what = say('ask.change', { attribute })
    return say(`answer.${why.allowed ? 'may' : 'mayNot'}.${form}`, { ...vars, what })
  }
  if (attribute && why.level) return say(`answer.attribute.${why.level}.${form}`, { ...vars, attribute })
  if (asked.action)
    return say(`answer.${why.allowed ? 'may' : 'mayNot'}.${form}`, { ...vars, what: say(`action.${asked.action}`) })
  const via = letting.find((code) => why.links.some((link) => link.code === code && link.ok === true))
  const organization = organizationOf(why)
  return via === 'visibility' && organization
    ? say(`answer.seen.visibilityAt.${form}`, { ...vars, organization })
    : say(`answer.seen.${via ?? 'visibility'}.${form}`, vars)
}

/** Where the membership is that decides. */
function organizationOf({ links }: Why): string | undefined {
  const deciding = links.find(({ code }) => code === 'deciding') ?? links.find(({ code }) => code === 'membership')
  return deciding?.detail.organization?.name
}

/** Which setting governs what stopped it. */
export function settingOf(why: Why): string | null {
  const { setting, self } = why
  if (!setting) return null
  const { code, organization } = setting
  const form = ['roles', 'visibility', 'contact'].includes(code) ? `.${self ? 'self' : 'other'}` : ''
  const named = organization && ['roles', 'visibility', 'membership'].includes(code) ? 'Of' : ''
  return say(`setting.${code}${named}${form}`, { name: why.person.name, organization: organization?.name ?? '' })
}
