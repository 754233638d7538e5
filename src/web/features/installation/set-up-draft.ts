import { z } from 'zod'
import type { BodyInputOf } from '../../../api/endpoint.ts'
import type { setUp } from '../../../api/installation.ts'
import { Edition } from '../../../api/shapes.ts'

type SetUp = BodyInputOf<typeof setUp>

/** What the form holds while it is typed. */
export interface Draft {
  preset: SetUp['preset']
  operator: string
  currency: string
  timeZone: string
  administratorName: string
  administratorEmail: string
  withPartner: boolean
  partner: string
  edition: Edition
  partnerName: string
  partnerEmail: string
}

/** What each group of fields of the form gets. */
export interface DraftFieldsProps {
  draft: Draft
  errors: Record<string, string>
  onChange: (change: Partial<Draft>) => void
}

export const emptyDraft: Draft = {
  preset: 'vendor',
  operator: '',
  currency: 'EUR',
  timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone,
  administratorName: '',
  administratorEmail: '',
  withPartner: false,
  partner: '',
  edition: 'standard_free',
  partnerName: '',
  partnerEmail: '',
}

const kept = 'kontor.setUp'
const Kept = z.object({
  preset: z.enum(['vendor', 'marketplace']),
  operator: z.string(),
  currency: z.string(),
  timeZone: z.string(),
  administratorName: z.string(),
  administratorEmail: z.string(),
  withPartner: z.boolean(),
  partner: z.string(),
  edition: Edition,
  partnerName: z.string(),
  partnerEmail: z.string(),
}) satisfies z.ZodType<Draft>

/** Keeps the draft for a reload of this tab; the one-time code is never among it. */
export function keepDraft(draft: Draft): void {
  sessionStorage.setItem(kept, JSON.stringify(draft))
}

/** What was typed before a reload, or an empty draft. */
export function keptDraft(): Draft {
  try {
    return Kept.parse(JSON.parse(sessionStorage.getItem(kept) ?? ''))
  } catch {
    return emptyDraft
  }
}

/** Set up or discarded: the draft is gone. */
export function forgetDraft(): void {
  sessionStorage.removeItem(kept)
}

/** What is missing for the API, by field. */
export function missingIn(draft: Draft): string[] {
  const { administrator, operator, partner } = setUpOf(draft, '')
  const needed = {
    operator,
    'administrator.name': administrator.name,
    'administrator.email': administrator.email,
    ...(partner && {
      'partner.name': partner.name,
      'partner.administrator.name': partner.administrator.name,
      'partner.administrator.email': partner.administrator.email,
    }),
  }
  return Object.entries(needed).flatMap(([path, value]) => (value.trim() === '' ? [path] : []))
}

/** The draft as the API wants it. */
export function setUpOf(draft: Draft, code: string): SetUp {
  const { preset, operator, currency, timeZone } = draft
  return {
    code,
    preset,
    operator,
    currency,
    timeZone,
    administrator: { name: draft.administratorName, email: draft.administratorEmail },
    ...(draft.withPartner
      ? {
          partner: {
            name: draft.partner,
            edition: draft.edition,
            administrator: { name: draft.partnerName, email: draft.partnerEmail },
          },
        }
      : {}),
  }
}
