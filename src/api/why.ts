import { z } from 'zod'
import { Id, Named } from './shapes.ts'

/** What each link of the chain can say; the sentences are `why.json` of the catalogues → `link.<code>.<said>` (ACC-18). */
export const whyLinks = {
  /** the membership that lets the person into the place */
  membership: ['active', 'inactive', 'invited', 'none'],
  /** only where the person is no member of the place */
  workingAs: ['home', 'missing', 'blocked', 'customerUnseen'],
  /** whether the owner of the record stands at or below the place */
  owner: ['inside', 'outside'],
  /** in a customer organisation: whether the record is its own */
  tenant: ['own', 'foreign'],
  share: ['read', 'write', 'contact', 'closed', 'asleep'],
  /** another, nearer membership decides the record */
  deciding: ['active', 'inactive'],
  module: ['open', 'closed'],
  role: ['reads', 'missing'],
  visibility: ['all', 'own', 'none', 'notAsked'],
  contact: ['yes', 'no', 'notCounted'],
  manager: ['yes', 'no'],
  deputy: ['yes', 'no'],
  /** contact, account manager and deputy in one, where the asker may not read one of them */
  assignment: ['yes', 'no'],
  attribute: ['hidden', 'read', 'write', 'fixed', 'unique'],
  action: ['allowed', 'permissionMissing', 'sharedReadOnly', 'attributeLocked', 'operatorKeeps', 'viewAs'],
} as const
export type WhyCode = keyof typeof whyLinks

/** The settings that govern links. */
export const whySettings = [
  'membership',
  'organizationStatus',
  'workAsBlock',
  'moduleAccess',
  'roles',
  'visibility',
  'contact',
  'share',
  'shareLevel',
  'customerOrganization',
  'operatorKeeps',
  'viewAs',
] as const
export type WhySetting = (typeof whySettings)[number]

const codes = Object.keys(whyLinks) as [WhyCode, ...WhyCode[]]

/** What a link names. What the asker may not know is null (ACC-17). */
const WhyDetail = z.strictObject({
  organization: Named.nullable().optional(),
  person: Named.nullable().optional(),
  roles: z.array(z.string()).optional().meta({ description: 'keys of built-in roles, names of others' }),
  attribute: z.string().optional(),
  action: z.string().optional(),
})

export const WhyLink = z.strictObject({
  code: z.enum(codes),
  said: z.string(),
  /** false: it stops; null: it neither lets in nor stops */
  ok: z.boolean().nullable(),
  detail: WhyDetail,
})
export type WhyLink = z.infer<typeof WhyLink>

/** The chain of access for one person and one record (ACC-18). */
export const Why = z.strictObject({
  person: Named,
  self: z.boolean(),
  /** where the person acts */
  organization: Named.nullable(),
  visible: z.boolean(),
  /** of the attribute asked for; null: none was, or the record is not visible */
  level: z.enum(['hidden', 'read', 'write']).nullable(),
  /** the answer: the record is visible, the attribute readable, the action possible; attribute and action: writable */
  allowed: z.boolean(),
  links: z.array(WhyLink),
  /** the first link that stopped it */
  stoppedBy: z.enum(codes).nullable(),
  /** the one setting that governs the link that stopped it */
  setting: z
    .strictObject({
      code: z.enum(whySettings),
      organization: Named.nullable(),
      /** membership of the person that would change; null: none, or not to be known */
      membership: Id.nullable(),
      /** whether the asker may change it */
      mayChange: z.boolean(),
      /** who may, as far as the asker may know them */
      administrators: z.array(z.string()),
    })
    .nullable(),
})
export type Why = z.infer<typeof Why>

/** Of whom, and where: absent is oneself as entered. */
export const whyQuery = {
  person: Id.optional().meta({ description: 'absent: oneself' }),
  in: Id.optional().meta({
    description: 'the organisation in which the person acts; absent: as entered, or the first one managed',
  }),
  attribute: z.string().max(60).optional(),
}
