/**
 * The reference model of access: pure functions over a world, written from `access.md` alone and importing nothing
 * from the server. This is its front door.
 */
export type { Actor } from './actor.ts'
export { type Can, type Cans, decideWrite, type Why, type Write } from './can.ts'
export { type Creation, mayCreateFor } from './create.ts'
export { type CustomerDecision, decideCustomer, listCustomers } from './customers.ts'
export { type Entry, enter, gate, type Refusal, type Request } from './enter.ts'
export { moduleAccessOf } from './modules.ts'
export { decideOrganization, type OrganizationDecision } from './organizations.ts'
export {
  type AuditDecision,
  decideAudit,
  decideHistory,
  seesImport,
  seesMail,
  seesMembership,
  seesRole,
  seesShare,
} from './other-rows.ts'
export type { Arm, Stop } from './owned.ts'
export type { Levels, Standing } from './standing.ts'
