import { IconMailForward, IconUserMinus } from '@tabler/icons-react'
import { useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { z } from 'zod'
import { changeMembership, type PersonRow, resendInvitation } from '../../../api/organizations.ts'
import type { Visibility } from '../../../api/shapes.ts'
import { missingProblem } from '../../lib/missing-problem.ts'
import { ApiProblem } from '../../lib/problem.ts'
import { useFieldErrors } from '../../lib/use-field-errors.ts'
import { refresh, useWrite } from '../../lib/query.ts'
import { useMe, useOrganization } from '../../lib/session.tsx'
import { useOpened } from '../../lib/use-opened.ts'
import { Button } from '../../ui/button.tsx'
import { CloseButton, Dialog, useLeave } from '../../ui/dialog.tsx'
import { ErrorSummary } from '../../ui/error-summary.tsx'
import { Fields } from '../../ui/field.tsx'
import { Note } from '../../ui/note.tsx'
import { useWhy } from '../../ui/table/use-why.ts'
import { toast } from '../../ui/toast.tsx'
import { RoleFields, VisibilityField } from './membership-fields.tsx'
import css from './people.module.css'
import { RemoveDialog } from './remove-dialog.tsx'
import { useRoles } from './use-roles.ts'

/** Roles and visibility of somebody, the own too; resend a link, remove (PPL-7, ACC-9). */
export function PersonDialog({ row, onClose }: { row: PersonRow; onClose: () => void }) {
  const { t } = useTranslation('people')
  const why = useWhy()
  const me = useMe()
  useOpened({ kind: 'person', id: row.id, name: row.name })
  const [removing, setRemoving] = useState(false)
  const { roles, visibility, touch, audience, dirty, error, busy, save } = useMembership(row, onClose)
  const { resend, resending } = useResend(row)
  const errors = useFieldErrors(error, { roles, visibility })
  const locked = why(row.can.manage)
  if (removing) return <RemoveDialog row={row} onClose={() => setRemoving(false)} onRemoved={onClose} />
  return (
    <Dialog
      title={row.name}
      width={560}
      dirty={dirty}
      busy={busy || resending}
      onClose={onClose}
      onSubmit={locked === undefined ? save : onClose}
      footer={
        <>
          <CloseButton>{t(locked === undefined ? 'form.cancel' : 'form.close')}</CloseButton>
          {locked === undefined && (
            <Button kind="primary" size="form" type="submit" busy={busy || resending}>
              {t('edit.save')}
            </Button>
          )}
        </>
      }
    >
      <p className={css['who']}>
        {row.email}
        <span>{row.organization.name}</span>
      </p>
      <ErrorSummary
        error={error}
        standing={errors}
        labels={{ roles: t('field.roles'), visibility: t('field.visibility') }}
      />
      <Fields>
        <Remark locked={locked} isOwn={row.person === me.person.id} />
        {locked === undefined && (
          <VisibilityField audience={audience} value={visibility} onChange={(next) => touch({ visibility: next })} />
        )}
        <RoleFields
          audience={audience}
          value={roles}
          disabled={locked !== undefined}
          error={errors['roles']}
          onChange={(next) => touch({ roles: next })}
        />
      </Fields>
      <div className={css['more']}>
        <ResendButton row={row} busy={resending} onResend={resend} />
        <RemoveButton row={row} onRemove={() => setRemoving(true)} />
      </div>
    </Dialog>
  )
}

function RemoveButton({ row, onRemove }: { row: PersonRow; onRemove: () => void }) {
  const { t } = useTranslation('people')
  const why = useWhy()
  const leave = useLeave()
  return (
    <Button icon={IconUserMinus} locked={why(row.can.remove)} onClick={() => leave(onRemove)}>
      {t(row.status === 'invited' ? 'edit.withdraw' : 'edit.remove')}
    </Button>
  )
}

/** Why nothing can be changed, or that one is about to change oneself. */
function Remark({ locked, isOwn }: { locked: string | undefined; isOwn: boolean }) {
  const { t } = useTranslation('people')
  if (locked !== undefined) return <p className={css['whole']}>{locked}</p>
  return (
    isOwn && (
      <div className={css['whole']}>
        <Note>{t('edit.own')}</Note>
      </div>
    )
  )
}

function ResendButton({ row, busy, onResend }: { row: PersonRow; busy: boolean; onResend: () => void }) {
  const { t } = useTranslation('people')
  const why = useWhy()
  return (
    <Button icon={IconMailForward} busy={busy} locked={why(row.can.resend)} onClick={onResend}>
      {t(row.status === 'invited' ? 'edit.resendInvitation' : 'edit.resend')}
    </Button>
  )
}

/** Sends the invitation or a password link again; the dialog stays until it is told. */
function useResend(row: PersonRow) {
  const { t } = useTranslation('people')
  const write = useWrite(resendInvitation, 'people')
  const resend = () =>
    write.mutate(
      { params: { membershipId: row.id } },
      { onSuccess: () => toast.done(t('edit.resent', { email: row.email })), onError: (error) => toast.failed(error) },
    )
  return { resend, resending: write.isPending }
}

function useMembership(row: PersonRow, onClose: () => void) {
  const { t } = useTranslation('people')
  const { organization } = useOrganization()
  const [touched, setTouched] = useState<Partial<Touched>>({})
  // what was chosen stands on what was seen then; what was not touched follows what others do
  const [seen, setSeen] = useState<number | null>(null)
  const touch = (part: Partial<Touched>) => {
    setTouched((now) => ({ ...now, ...part }))
    setSeen((now) => now ?? row.revision)
  }
  const held = useMemo(() => row.roles.map(({ id }) => id), [row.roles])
  const { roles = held, visibility = row.visibility } = touched
  const known = useRoles().data?.items ?? []
  // the roles somebody holds tell which side their organisation stands on
  const audience = known.find(({ id }) => row.roles.some((role) => role.id === id))?.audience ?? organization.kind
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
      { params: { membershipId: row.id }, revision: seen ?? row.revision, body },
      {
        onSuccess: () => {
          toast.done(t('edit.done'))
          onClose()
        },
        onError: (error) => {
          if (!isStale(error)) return
          // from here on, the next save stands on what is stored now
          setSeen(Revised.safeParse(error.current).data?.revision ?? null)
          void refresh('people')
        },
      },
    )
  }
  const stale = isStale(write.error)
  const conflict = useMemo(() => (stale ? new Error(t('edit.conflict')) : null), [stale, t])
  const error = missing ?? conflict ?? write.error
  return { roles, visibility, touch, audience, dirty, error, busy: write.isPending, save }
}

interface Touched {
  roles: string[]
  visibility: Visibility
}

/** What a refused save says about the membership as it is now. */
const Revised = z.object({ revision: z.number() })

function isStale(error: unknown): error is ApiProblem {
  return error instanceof ApiProblem && error.code === 'request.revision_stale'
}
