import type { Dice } from './dice.ts'
import { EDITIONS, type Organization } from './world.ts'

/** [name, below, site, mostly inactive]: partners with sites, a site within a site, a partner of a partner. */
const SHAPE: readonly [string, string, boolean, boolean][] = [
  ['ahlers', '', false, false],
  ['ahlers-kiel', 'ahlers', true, false],
  ['ahlers-kiel-werft', 'ahlers-kiel', true, false],
  ['ahlers-jena', 'ahlers', true, false],
  ['brandt', '', false, false],
  ['brandt-partner', 'brandt', false, false],
  ['brandt-partner-bonn', 'brandt-partner', true, false],
  ['cordes', '', false, true],
  ['cordes-ulm', 'cordes', true, false],
  ['dorn', '', false, false],
  ['dorn-trier', 'dorn', true, true],
]

/** Those with a logo; others show that of the nearest above, which not every operator has (BRA-1). */
const WITH_LOGO = ['ahlers', 'ahlers-kiel-werft', 'brandt-partner', 'dorn']

/** The operator's own organisation and the partners below it, some of them not active. */
export function partnersOf(dice: Dice, operator: string): Organization[] {
  const root: Organization = {
    id: operator,
    operator,
    parent: null,
    kind: 'operator',
    site: false,
    status: 'active',
    collaboration: dice.chance(0.9),
    workAsBlocked: false,
  }
  const partners = SHAPE.map(([name, below, site, isInactive]): Organization => {
    const edition = dice.weighed([[5, 'basic' as const], ...EDITIONS.map((one) => [1, one] as const)])
    return {
      id: `${operator}-${name}`,
      operator,
      parent: below === '' ? operator : `${operator}-${below}`,
      kind: 'partner',
      site,
      ...(site ? {} : { edition }),
      status: dice.chance(isInactive ? 0.6 : 0.04)
        ? dice.pick(['suspended', 'suspended', 'invited', 'created', 'closed'])
        : 'active',
      collaboration: dice.chance(0.85),
      workAsBlocked: false,
      ...(WITH_LOGO.includes(name) && { logo: true }),
    }
  })
  return [root, ...partners]
}

/** A tenant of a customer, below its owner or within another tenant of the same owner. */
export function tenantOf(dice: Dice, operator: string, name: string, parent: string): Organization {
  return {
    id: `${operator}-tenant-${name}`,
    operator,
    parent,
    kind: 'customer',
    site: false,
    version: dice.pick(['basic', 'professional']),
    status: dice.weighed([
      [8, 'active' as const],
      [1, 'suspended' as const],
    ]),
    collaboration: false,
    workAsBlocked: dice.chance(0.25),
  }
}
