import { z } from 'zod'
import { endpoint } from './endpoint.ts'
import { Logo } from './organizations.ts'
import { permissions } from './permissions.ts'
import { Allowed, Edition, Id, Language, Name, Named, OrganizationKind, Time, Visibility } from './shapes.ts'

const login = z.string().trim().min(1).max(254)
const password = z.string().min(1).max(1000)
const token = z.string().min(20).max(200)

export const createSession = endpoint({
  name: 'identity.createSession',
  method: 'post',
  path: '/session',
  can: 'public',
  summary: 'Sign in with e-mail address or login name (PPL-1); sets the session cookie',
  body: z.strictObject({ login, password }),
  replies: {
    201: z.strictObject({
      person: Named,
      landing: z.string().nullable().meta({ description: 'handle of the organisation last used' }),
    }),
  },
})

export const endSession = endpoint({
  name: 'identity.endSession',
  method: 'delete',
  path: '/session',
  can: 'person',
  summary: 'Sign out',
  replies: { 204: null },
})

export const Membership = z.strictObject({
  id: Id,
  organization: z.strictObject({
    id: Id,
    handle: z.string(),
    name: z.string(),
    kind: OrganizationKind,
    site: z.boolean(),
    parent: z.string().nullable(),
  }),
  operator: Named,
  roles: z.array(z.string()),
  visibility: Visibility,
  status: z.enum(['invited', 'active']),
  can: z.strictObject({ accept: Allowed }),
})

export const Me = z.strictObject({
  person: z.strictObject({
    id: Id,
    login: z.string(),
    name: z.string(),
    email: z.string(),
    language: Language,
    timeZone: z.string(),
  }),
  memberships: z.array(Membership),
  landing: z.string().nullable(),
})
export type Me = z.infer<typeof Me>

export const readMe = endpoint({
  name: 'identity.me',
  method: 'get',
  path: '/me',
  can: 'person',
  summary: 'The signed-in person and their memberships',
  replies: { 200: Me },
})

export const updateMe = endpoint({
  name: 'identity.updateMe',
  method: 'patch',
  path: '/me',
  can: 'person',
  summary: 'Own name, login name, language, time zone (PPL-1, PPL-10)',
  body: z
    .strictObject({
      name: Name(120),
      login: z.string().trim().min(3).max(60),
      language: Language,
      timeZone: z.string().max(60),
    })
    .partial(),
  replies: { 200: Me },
})

export const changePassword = endpoint({
  name: 'identity.changePassword',
  method: 'put',
  path: '/me/password',
  can: 'person',
  summary: 'Change the own password; ends other sessions and outstanding links',
  body: z.strictObject({ current: password, next: password }),
  replies: { 204: null },
})

export const listSessions = endpoint({
  name: 'identity.sessions',
  method: 'get',
  path: '/me/sessions',
  can: 'person',
  summary: 'Own sign-ins (PPL-6)',
  replies: {
    200: z.strictObject({
      items: z.array(
        z.strictObject({
          id: Id,
          device: z.string(),
          address: z.string(),
          createdAt: Time,
          lastSeenAt: Time,
          current: z.boolean(),
        }),
      ),
    }),
  },
})

export const revokeSession = endpoint({
  name: 'identity.revokeSession',
  method: 'delete',
  path: '/me/sessions/:sessionId',
  can: 'person',
  summary: 'End one sign-in',
  params: { sessionId: Id },
  replies: { 204: null },
})

export const acceptMembership = endpoint({
  name: 'identity.acceptMembership',
  method: 'put',
  path: '/me/memberships/:membershipId/acceptance',
  can: 'person',
  summary: 'Accept an invitation to a further organisation (PPL-7)',
  params: { membershipId: Id },
  replies: { 200: Me },
})

export const leaveOrganization = endpoint({
  name: 'identity.leave',
  method: 'delete',
  path: '/me/memberships/:membershipId',
  can: 'person',
  summary: 'Leave an organisation, or decline an invitation (PPL-7)',
  params: { membershipId: Id },
  replies: { 204: null },
})

export const requestPasswordLink = endpoint({
  name: 'identity.requestPasswordLink',
  method: 'post',
  path: '/password-links',
  can: 'public',
  summary: 'Ask for a replacement link (PPL-2); always the same answer',
  body: z.strictObject({ login }),
  replies: { 202: z.strictObject({ accepted: z.literal(true) }) },
})

export const readPasswordLink = endpoint({
  name: 'identity.readPasswordLink',
  method: 'post',
  path: '/password-links/status',
  can: 'public',
  summary: 'Whether a link can still be used; uses nothing up (PPL-3)',
  body: z.strictObject({ token }),
  replies: {
    200: z.strictObject({
      usable: z.boolean(),
      purpose: z.enum(['first', 'replacement']).nullable(),
      name: z.string().nullable(),
      login: z.string().nullable(),
    }),
  },
})

export const usePasswordLink = endpoint({
  name: 'identity.usePasswordLink',
  method: 'post',
  path: '/password-links/use',
  can: 'public',
  summary: 'Set the password by a link, once (PPL-3); ends all sessions and the old password',
  body: z.strictObject({ token, password }),
  replies: { 200: z.strictObject({ login: z.string() }) },
})

export const renewPasswordLink = endpoint({
  name: 'identity.renewPasswordLink',
  method: 'post',
  path: '/password-links/renewal',
  can: 'public',
  summary: 'The page of a dead link offers a new one, sent to the same address (PPL-3)',
  body: z.strictObject({ token }),
  replies: { 202: z.strictObject({ accepted: z.literal(true) }) },
})

export const gradePassword = endpoint({
  name: 'identity.gradePassword',
  method: 'post',
  path: '/password-grade',
  can: 'public',
  summary: 'Strength of a password while typing (PPL-4); nothing is kept',
  body: z.strictObject({ password, names: z.array(z.string().max(200)).max(10).optional() }),
  replies: {
    200: z.strictObject({
      ok: z.boolean(),
      score: z.int().min(0).max(4),
      why: z.string().nullable().meta({ description: 'what is wrong with it, a sentence' }),
    }),
  },
})

/** What the web needs to draw itself for one organisation. */
export const readContext = endpoint({
  name: 'identity.context',
  method: 'get',
  path: '/context',
  can: 'member',
  summary: 'The acting organisation, permissions, modules and switches of this reader',
  replies: {
    200: z.strictObject({
      organization: z.strictObject({
        id: Id,
        handle: z.string(),
        name: z.string(),
        kind: OrganizationKind,
        edition: Edition.nullable(),
        site: z.boolean(),
        logo: Logo.nullable().meta({
          description: 'its own, or that of the nearest above; null: the mark of Kontor stands above the name',
        }),
        can: z.strictObject({ brand: Allowed }),
      }),
      operator: z.strictObject({
        id: Id,
        name: z.string(),
        currency: z.string(),
        timeZone: z.string(),
      }),
      /** set while working as (ACC-3) */
      home: z.strictObject({ id: Id, handle: z.string(), name: z.string() }).nullable(),
      viewAs: Named.nullable(),
      roles: z.array(z.string()),
      visibility: Visibility,
      permissions: z.array(z.enum(permissions)),
      modules: z.array(z.string()),
      /** whether listing across memberships is offered (ACC-10) */
      across: z.boolean(),
    }),
  },
})
