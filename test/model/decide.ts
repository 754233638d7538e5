/**
 * The reference model of access: pure functions over a world, written from `access.md` alone and importing nothing
 * from the server. This is its front door.
 */
export type { Actor } from './actor.ts'
export { type Can, decideWrite } from './can.ts'
export { mayCreateFor } from './create.ts'
export { type CustomerDecision, decideCustomer, listCustomers } from './customers.ts'
export { enter, gate, type Request } from './enter.ts'
export { moduleAccessOf } from './modules.ts'
export { decideOrganization, logoOf, mayBrand } from './organizations.ts'
export {
  decideAudit,
  decideHistory,
  mayChangeView,
  remembersRequest,
  rowsOfImport,
  seesDeputy,
  seesImport,
  seesImportMapping,
  seesImportRow,
  seesMail,
  seesMembership,
  seesModuleAccess,
  seesRole,
  seesSettings,
  seesShare,
  seesView,
} from './other-rows.ts'
export { explain, type WhyAnswer } from './why.ts'
