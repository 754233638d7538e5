import type { Draft } from './draft.ts'
import { domainOf } from './spelling.ts'
import { coined, regions, surnames, type Tongue } from './words/names.ts'
import {
  bodyFormsAbroad,
  foreignTrades,
  germanTrades,
  type Industry,
  kin,
  legalForms,
  partnershipForms,
  type Trade,
} from './words/trades.ts'

export interface Company {
  name: string
  industry: Industry
  /** without `www.` */
  domain: string
}

const byWeight = (trades: readonly Trade[]) => trades.map((trade) => [trade.weight, trade] as const)
const tradesBy = {
  de: byWeight(germanTrades),
  da: byWeight(foreignTrades.da),
  nl: byWeight(foreignTrades.nl),
  pl: byWeight(foreignTrades.pl),
}

/** What is spoken where the company is. */
export function tongueOf(country: string): Tongue {
  return country === 'DK' ? 'da' : country === 'NL' ? 'nl' : country === 'PL' ? 'pl' : 'de'
}

/** A company that the operator does not know yet. */
export function newCompany(draft: Draft, country: string, city: string): Company {
  const tongue = tongueOf(country)
  for (;;) {
    const trade = draft.dice.weighed(tradesBy[tongue])
    const name = nameOf(draft, trade, country, tongue)
    if (draft.taken.names.has(name)) continue
    draft.taken.names.add(name)
    return { name, industry: trade.industry, domain: newDomain(draft, name, city) }
  }
}

/** A domain of its own: the city is added where the name is taken. */
export function newDomain(draft: Draft, name: string, city: string): string {
  const base = domainOf(name)
  const candidates = [base, `${base}-${domainOf(city)}`]
  const free = candidates.find((one) => !draft.taken.domains.has(one)) ?? `${base}-${draft.taken.domains.size}`
  draft.taken.domains.add(free)
  return `${free}.example`
}

function nameOf({ dice }: Draft, trade: Trade, country: string, tongue: Tongue): string {
  const surname = () => dice.pick(surnames[tongue])
  const form = dice.pick(legalForms[country] ?? [])
  if (trade.industry === 'legal')
    return partnership(surname(), surname(), surname(), dice.pick(trade.after), country, dice.under(3))
  if (trade.bodies && dice.chance(0.5)) {
    const bodyForm = dice.pick(trade.bodyForms ?? [])
    return `${dice.pick(trade.bodies)} ${dice.pick(regions)} ${bodyFormsAbroad[country]?.[bodyForm] ?? bodyForm}`
  }
  // a shop or workshop under its owner's name is no stock corporation
  if (trade.before.length > 0 && dice.chance(0.35))
    return `${dice.pick(trade.before)} ${surname()} ${form === 'AG' ? 'GmbH' : form}`
  const what = dice.pick(trade.after)
  const [one, other] = [surname(), surname()]
  // a single trader goes by the own name
  if (form.startsWith('e.')) return `${one} ${what} ${form}`
  if (dice.chance(0.12)) return `${one} & ${dice.pick(kin[tongue] ?? [])} ${what} ${form}`
  if (dice.chance(0.12) && one !== other) return `${one} + ${other} ${what} ${form}`
  if (dice.chance(0.25)) return `${dice.pick(coined)} ${what} ${form}`
  return `${one} ${what} ${form}`
}

function partnership(one: string, other: string, third: string, what: string, country: string, kind: number): string {
  const form = partnershipForms[country] ?? ''
  const distinct = new Set([one, other, third]).size === 3
  if (kind === 0 && distinct)
    return country === 'DE' ? `${one}, ${other} & Partner ${what} ${form}` : `${one} ${other} ${third} ${what} ${form}`
  return kind === 1 && distinct ? `${one} & ${other} ${what} ${form}` : `${one} ${what} ${form}`
}
