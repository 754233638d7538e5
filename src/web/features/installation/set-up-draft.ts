import type { BodyInputOf } from '../../../api/endpoint.ts'
import type { setUp } from '../../../api/installation.ts'
import type { Edition } from '../../../api/shapes.ts'

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
