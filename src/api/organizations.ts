import { z } from 'zod'
import { endpoint, uploadEndpoint } from './endpoint.ts'
import { list } from './lists.ts'
import { permissions } from './permissions.ts'
import { Allowed, BulkResult, distinct, Id, Name, Named, OrganizationKind, Time, Visibility } from './shapes.ts'

export const OrganizationNode = z.strictObject({
  id: Id,
  handle: z.string(),
  name: z.string(),
  kind: OrganizationKind,
  site: z.boolean(),
  parent: Id.nullable(),
  status: z.string(),
  /** how the reader gets in: as a member, by working as, or only as a name on the way */
  entry: z.enum(['member', 'work_as', 'none']),
  visibility: Visibility.nullable(),
})
export type OrganizationNode = z.infer<typeof OrganizationNode>

export const listOrganizations = endpoint({
  name: 'organizations.tree',
  method: 'get',
  path: '/organizations',
  can: 'member',
  summary: 'The acting organisation and those below, for the switcher (ACC-11a); customer tenants only by search',
  query: { q: z.string().max(100).optional() },
  replies: { 200: z.strictObject({ items: z.array(OrganizationNode), tenants: z.int() }) },
})

/** What a logo may measure at most (TEN-2): pixels once it is turned as its EXIF data say, and bytes. */
export const mostOfLogo = { width: 400, height: 120, bytes: 256 * 1024 } as const

export const Logo = z.strictObject({
  id: Id.meta({ description: 'of the picture: another one has another id' }),
  width: z.int(),
  height: z.int(),
  organization: Named.meta({ description: 'whose it is: the acting one, or the nearest above that has one (BRA-1)' }),
})
export type Logo = z.infer<typeof Logo>

export const setLogo = uploadEndpoint({
  name: 'organizations.setLogo',
  method: 'put',
  path: '/logo',
  can: 'organizations.brand',
  mostBytes: mostOfLogo.bytes,
  summary:
    'Set the logo of the acting organisation: PNG, JPEG or WebP, at most 400 x 120 pixels and 256 KiB; kept as PNG without metadata (TEN-2)',
  replies: { 200: Logo },
})

export const removeLogo = endpoint({
  name: 'organizations.removeLogo',
  method: 'delete',
  path: '/logo',
  can: 'organizations.brand',
  summary: 'Remove the logo of the acting organisation; the one of the nearest above shows again (BRA-1)',
  replies: { 204: null },
})

export const readLogo = endpoint({
  name: 'organizations.logo',
  method: 'get',
  path: '/logos/:logoId',
  can: 'member',
  media: 'picture',
  summary: 'The picture of the logo that the acting organisation shows, its own or an inherited one (BRA-1)',
  params: { logoId: Id },
  replies: { 200: null },
})

export const PersonRow = z.strictObject({
  id: Id.meta({ description: 'membership' }),
  revision: z.int(),
  person: Id.nullable().meta({ description: 'null while invited' }),
  name: z.string(),
  email: z.string(),
  organization: Named,
  roles: z.array(Named),
  visibility: Visibility,
  lastSignInAt: Time.nullable(),
  status: z.enum(['invited', 'active']),
  can: z.strictObject({ manage: Allowed, resend: Allowed, remove: Allowed }),
})
export type PersonRow = z.infer<typeof PersonRow>

export const peopleList = list({
  key: 'people',
  path: '/people',
  can: 'people.read',
  row: PersonRow,
  defaultSort: 'name',
  columns: [
    { key: 'name', type: 'text', searchable: true, sortable: true, filterable: true, width: 196, visible: true },
    { key: 'email', type: 'text', searchable: true, sortable: true, filterable: true, width: 236, visible: true },
    { key: 'organization', type: 'reference', sortable: true, filterable: true, width: 190, visible: true },
    { key: 'roles', type: 'many', filterable: true, width: 190, visible: true },
    {
      key: 'visibility',
      type: 'choice',
      choices: Visibility.options,
      sortable: true,
      filterable: true,
      width: 104,
      visible: true,
    },
    { key: 'lastSignInAt', type: 'time', sortable: true, filterable: true, width: 140, visible: true },
    {
      key: 'status',
      type: 'choice',
      choices: ['invited', 'active'],
      sortable: true,
      filterable: true,
      width: 112,
      visible: true,
    },
  ],
})

export const listRoles = endpoint({
  name: 'organizations.roles',
  method: 'get',
  path: '/roles',
  can: 'roles.read',
  summary:
    'Roles of this operator for the organisation and those below; what each permits and whether the reader may give it (ACC-7)',
  replies: {
    200: z.strictObject({
      items: z.array(
        z.strictObject({
          id: Id,
          key: z.string().nullable(),
          name: z.string(),
          audience: OrganizationKind,
          permissions: z.array(z.enum(permissions)),
          mayGive: z.boolean(),
        }),
      ),
    }),
  },
})

export const invitePerson = endpoint({
  name: 'organizations.invite',
  method: 'post',
  path: '/people',
  can: 'people.manage',
  summary: 'Invite somebody by e-mail with roles and visibility (PPL-7); the link is single use, 7 days',
  body: z.strictObject({
    name: Name(120),
    email: z.email().max(254),
    organization: Id.optional().meta({ description: 'absent: the acting organisation' }),
    roles: z.array(Id).min(1).max(10),
    visibility: Visibility,
  }),
  replies: { 201: z.strictObject({ id: Id }) },
})

const membershipId = { membershipId: Id }

export const resendInvitation = endpoint({
  name: 'organizations.resendInvitation',
  method: 'post',
  path: '/people/:membershipId/links',
  can: 'people.manage',
  summary: 'Send the (replacement) password link or the invitation again; earlier links end (PPL-3, PPL-7)',
  params: membershipId,
  replies: { 202: z.strictObject({ accepted: z.literal(true) }) },
})

export const sendLinks = endpoint({
  name: 'organizations.sendLinks',
  method: 'post',
  path: '/people/links',
  can: 'people.manage',
  summary:
    'Send several people their invitation again, or a (replacement) password link, each as the single one (PPL-8, LST-8)',
  body: z.strictObject({
    items: distinct(z.strictObject({ id: Id.meta({ description: 'membership' }) }), ({ id }) => id),
  }),
  replies: { 200: BulkResult },
})

export const changeMembership = endpoint({
  name: 'organizations.changeMembership',
  method: 'patch',
  path: '/people/:membershipId',
  can: 'people.manage',
  summary: 'Change roles and visibility, the own visibility too (ACC-9); needs If-Match',
  params: membershipId,
  body: z.strictObject({ roles: z.array(Id).min(1).max(10), visibility: Visibility }).partial(),
  replies: { 200: PersonRow },
})

export const removeMember = endpoint({
  name: 'organizations.remove',
  method: 'post',
  path: '/people/:membershipId/removal',
  can: 'people.manage',
  summary:
    'Remove somebody, or withdraw an invitation; all assignments move to the successor in the same transaction (PPL-7)',
  params: membershipId,
  body: z.strictObject({
    successor: Id.nullable().meta({ description: 'person who takes over; null: the customers stay without contact' }),
  }),
  replies: { 204: null },
})

export const successorCandidates = endpoint({
  name: 'organizations.successors',
  method: 'get',
  path: '/people/:membershipId/successors',
  can: 'people.manage',
  summary: 'Who can take over; how many customers move is told only as far as the reader sees them',
  params: membershipId,
  replies: { 200: z.strictObject({ items: z.array(Named), customers: z.int().nullable() }) },
})
