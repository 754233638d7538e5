import { useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { changeMembership, type PersonRow } from '../../../api/organizations.ts'
import type { Visibility } from '../../../api/shapes.ts'
import { missingProblem } from '../../lib/missing-problem.ts'
import { ApiProblem } from '../../lib/problem.ts'
import { refresh, useWrite } from '../../lib/query.ts'
import { useOrganization } from '../../lib/session.tsx'
import { toast } from '../../ui/toast.tsx'
import { type Choices, choicesOf, withChoices } from './role-choices.ts'
import { useRoles } from './use-roles.ts'

/** Roles and visibility of somebody as they are chosen, and how they are saved (PPL-7). */
export function useMembership(row: PersonRow, onClose: () => void) {
  const { t } = useTranslation('people')
  const { organization } = useOrganization()
  const { held, roles, visibility, revision, standOnNow, ...setters } = useDraft(row)
  const known = useRoles().data?.items ?? []
  // the roles somebody holds tell which side their organisation stands on
  const audience = known.find(({ id }) => held.includes(id))?.audience ?? organization.kind
  const [missing, setMissing] = useState<ApiProblem | null>(null)
  // the own rights may be others now, and with them what the lists show
  const write = useWrite(changeMembership, 'people', 'identity', 'customers', 'organizations')
  const same = roles.length === held.length && held.every((id) => roles.includes(id))
  const dirty = !same || visibility !== row.visibility
  const save = () => {
    const problem = missingProblem({ roles: roles.length === 0 && t('form.missingRoles') })
    setMissing(problem)
    if (problem || write.isPending) return
    if (!dirty) return onClose()
    const body = { ...(same ? {} : { roles }), ...(visibility === row.visibility ? {} : { visibility }) }
    write.mutate(
      { params: { membershipId: row.id }, revision, body },
      {
        onSuccess: () => {
          toast.done(t('edit.done'))
          onClose()
        },
        onError: (error) => {
          if (!isStale(error)) return
          standOnNow()
          void refresh('people')
        },
      },
    )
  }
  const stale = isStale(write.error)
  const conflict = useMemo(() => (stale ? new Error(t('edit.conflict')) : null), [stale, t])
  const error = missing ?? conflict ?? write.error
  return { roles, visibility, ...setters, audience, dirty, error, busy: write.isPending, save }
}

interface Draft {
  roles: Choices
  visibility: Visibility | undefined
  /** the version on which the choices stand; null: on the one that is shown */
  seen: number | null
}

const untouched: Draft = { roles: {}, visibility: undefined, seen: null }

/** What is chosen stands on what was seen when it was; what is not touched follows what others do. */
function useDraft(row: PersonRow) {
  const [draft, setDraft] = useState(untouched)
  const held = useMemo(() => row.roles.map(({ id }) => id), [row.roles])
  const roles = useMemo(() => withChoices(held, draft.roles), [held, draft.roles])
  const choose = (part: Partial<Draft>) =>
    setDraft((now) => {
      const next = { ...now, ...part, seen: now.seen ?? row.revision }
      return next.visibility === undefined && Object.keys(next.roles).length === 0 ? untouched : next
    })
  return {
    held,
    roles,
    visibility: draft.visibility ?? row.visibility,
    revision: draft.seen ?? row.revision,
    setRoles: (next: string[]) => choose({ roles: choicesOf(held, next) }),
    setVisibility: (next: Visibility) => choose({ visibility: next === row.visibility ? undefined : next }),
    /** whoever was told what others have changed decides on what is shown from now on */
    standOnNow: () => setDraft((now) => ({ ...now, seen: null })),
  }
}

function isStale(error: unknown): boolean {
  return error instanceof ApiProblem && error.code === 'request.revision_stale'
}
