import type sentences from '../../locales/de/errors.json'

/** What can be wrong with a field: each has a sentence in the catalogues. */
export type FieldCode = keyof typeof sentences extends infer Key
  ? Key extends `field_${infer Code}`
    ? Code
    : never
  : never

/** One thing wrong with one field of a request. `path` as in the request: `email`, `administrator.email`. */
export interface FieldProblem {
  path: string
  code: FieldCode
  vars?: Record<string, string | number>
}

// name → status; the sentences are errors.json of the catalogues
const statuses = {
  'request.invalid': 400,
  'request.unreadable': 400,
  'request.media_type': 415,
  'request.too_large': 413,
  'request.too_slow': 408,
  'request.not_found': 404,
  'request.method': 405,
  'request.cross_site': 403,
  'request.revision_missing': 428,
  'request.revision_stale': 409,
  'request.key_reused': 422,
  'request.key_busy': 409,
  'request.too_many': 429,
  'server.failed': 500,
  'server.busy': 503,
  'server.storage_full': 507,
  'session.missing': 401,
  'session.wrong': 401,
  'access.organization_not_found': 404,
  'access.module_closed': 404,
  'access.not_found': 404,
  'access.permission_missing': 403,
  'access.view_as_read_only': 403,
  'access.shared_read_only': 403,
  'access.across_refused': 400,
  'access.attribute_locked': 422,
  'access.visibility_none': 403,
  'fields.invalid': 422,
  'lists.unknown_column': 400,
  'lists.filter_invalid': 400,
  'lists.cursor_stale': 400,
  'lists.narrow_first': 400,
  'events.too_many': 429,
  'customers.contact_not_possible': 422,
  'customers.external_id_taken': 409,
  'imports.unreadable': 422,
  'imports.not_ready': 409,
  'imports.checked_again': 409,
  'imports.not_allowed': 403,
  'imports.failed_rows': 409,
  'imports.file_removed': 409,
  'imports.nothing_to_take_over': 409,
  'imports.nothing_to_undo': 409,
  'people.last_administrator': 409,
  'people.role_not_yours': 422,
  'people.already_member': 409,
  'people.successor_invalid': 422,
  'people.member_not_yours': 403,
  'identity.link_dead': 410,
  'identity.password_weak': 422,
  'identity.password_wrong': 422,
  'identity.login_taken': 409,
  'identity.address_unverified': 409,
  'installation.not_empty': 409,
  'installation.code_wrong': 403,
  'installation.code_dead': 403,
  'mails.withdrawn': 409,
  'files.infected': 422,
  'files.not_scanned': 503,
  'files.too_large': 413,
  'organizations.logo_unfit': 422,
  'mails.not_failed': 409,
  'mails.no_server': 409,
  'views.not_yours': 403,
  'views.of_above': 403,
  'views.too_many': 409,
  'views.name_taken': 409,
  'views.shared_name_taken': 409,
} as const

export type RefusalCode = keyof typeof statuses

interface Details {
  fields?: FieldProblem[]
  /** the state that stands now, for conflicts */
  current?: unknown
  vars?: Record<string, string | number>
  retryAfter?: number
}

/** A request that is refused for a reason the reader can understand. Everything else that is thrown is a logged 500. */
export class Refusal extends Error {
  readonly code: RefusalCode
  readonly status: number
  readonly details: Details

  constructor(code: RefusalCode, details: Details = {}) {
    super(code)
    this.code = code
    this.status = statuses[code]
    this.details = details
  }
}

/** All codes, for the API description and the test of the catalogues. */
// the keys of a literal are what its type says
export const refusalCodes = Object.keys(statuses) as RefusalCode[]
