import type { Insertable } from 'kysely'
import type { DB } from '../platform/db/schema.generated.ts'
import type { Visibility } from '../../api/shapes.ts'
import { type Clock, clockFor } from './clock.ts'
import { type Dice, diceFor } from './dice.ts'
import type { DemoLogo } from './logos.ts'

type Row<T extends keyof DB> = Insertable<DB[T]>

/** What the demo writes by itself, in the order in which the tables need each other. */
interface Rows {
  persons: Row<'persons'>[]
  organizations: Row<'organizations'>[]
  memberships: Row<'memberships'>[]
  membership_roles: Row<'membership_roles'>[]
  deputies: Row<'deputies'>[]
  customers: (Row<'customers'> & { id: string; name: string })[]
  shares: Row<'shares'>[]
  history: Row<'history'>[]
  audit: Row<'audit'>[]
  mails: Row<'mails'>[]
  saved_views: Row<'saved_views'>[]
}

export type CustomerRow = Rows['customers'][number]

interface SignIn {
  login: string
  person: string
  handle: string
  organization: string
  roles: string[]
  visibility: Visibility
}

/** One operator with everything below it, while it is being made up. */
export interface Draft {
  operatorId: string
  operatorName: string
  handle: string
  roleIds: ReadonlyMap<string, string>
  /** of the one demo password */
  passwordHash: string
  /** decides who and what there is */
  dice: Dice
  /** decides what happened when: apart, since that depends on the moment of loading and the rest must not */
  past: Dice
  clock: Clock
  rows: Rows
  signIns: SignIn[]
  /** each under the id of its file */
  logos: { id: string; logo: DemoLogo }[]
  /** what must not come twice: logins in the installation, the rest within the operator */
  taken: { logins: Set<string>; names: Set<string>; domains: Set<string> }
}

export interface Start {
  operator: { id: string; name: string; handle: string }
  roleIds: ReadonlyMap<string, string>
  passwordHash: string
  now: Date
  seed: number
  logins: Set<string>
}

/** An operator without anything in it yet. */
export function draftFor({ operator, roleIds, passwordHash, now, seed, logins }: Start): Draft {
  const past = diceFor(seed + 1)
  return {
    operatorId: operator.id,
    operatorName: operator.name,
    handle: operator.handle,
    roleIds,
    passwordHash,
    dice: diceFor(seed),
    past,
    clock: clockFor(now, past),
    rows: {
      persons: [],
      organizations: [],
      memberships: [],
      membership_roles: [],
      deputies: [],
      customers: [],
      shares: [],
      history: [],
      audit: [],
      mails: [],
      saved_views: [],
    },
    signIns: [],
    logos: [],
    taken: { logins, names: new Set(), domains: new Set() },
  }
}

/** A UUIDv7 of that time: history and lists are read in the order of their ids. */
export function idAt(dice: Dice, at: string): string {
  const time = Date.parse(at).toString(16).padStart(12, '0')
  const hex = (digits: number) =>
    dice
      .under(16 ** digits)
      .toString(16)
      .padStart(digits, '0')
  return `${time.slice(0, 8)}-${time.slice(8)}-7${hex(3)}-${'89ab'[dice.under(4)]}${hex(3)}-${hex(6)}${hex(6)}`
}
