import { z } from 'zod'
import { list } from './lists.ts'
import { Id, Named, Time } from './shapes.ts'

/** What the audit knows; words: `audit.json` → `action.<name>`. */
export const auditActions = [
  'customer.created',
  'customer.changed',
  'customer.contact_assigned',
  'membership.invited',
  'membership.accepted',
  'membership.changed',
  'membership.visibility_changed',
  'membership.removed',
  'membership.link_sent',
  'import.committed',
  'import.undone',
  'mail.opened',
  'mail.resent',
  'view_as.started',
  'work_as.started',
  'organization.created',
  'organization.logo_set',
  'organization.logo_removed',
] as const

export const AuditRow = z.strictObject({
  id: Id,
  at: Time,
  person: z.string(),
  /** the organisation the person came from, while working as (ACC-3) */
  home: Named.nullable(),
  organization: Named,
  action: z.enum(auditActions),
  /** null where the entry is about a record this reader can't see (ACC-11a) */
  object: z.strictObject({ type: z.string(), id: Id, name: z.string() }).nullable(),
  redacted: z.boolean(),
  details: z.record(z.string(), z.string().nullable()),
})
export type AuditRow = z.infer<typeof AuditRow>

export const auditList = list({
  key: 'audit',
  path: '/audit',
  can: 'audit.read',
  row: AuditRow,
  defaultSort: '-at',
  columns: [
    { key: 'at', type: 'time', sortable: true, filterable: true, width: 124, visible: true },
    { key: 'person', type: 'text', searchable: true, sortable: true, filterable: true, width: 228, visible: true },
    {
      key: 'action',
      type: 'choice',
      choices: auditActions,
      sortable: true,
      filterable: true,
      width: 206,
      visible: true,
    },
    { key: 'object', type: 'text', width: 214, visible: true },
    { key: 'organization', type: 'reference', sortable: true, filterable: true, width: 172, visible: true },
    { key: 'home', type: 'reference', filterable: true, width: 190, visible: false },
    { key: 'details', type: 'text', width: 320, visible: true },
  ],
})
