import { IconMailForward, IconUserMinus } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { type PersonRow, resendInvitation } from '../../../api/organizations.ts'
import { useFieldErrors } from '../../lib/use-field-errors.ts'
import { useWrite } from '../../lib/query.ts'
import { useMe } from '../../lib/session.tsx'
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
import { useMembership } from './use-membership.ts'

/** Roles and visibility of somebody, the own too; resend a link, remove (PPL-7, ACC-9). */
export function PersonDialog({ row, onClose }: { row: PersonRow; onClose: () => void }) {
  const { t } = useTranslation('people')
  const why = useWhy()
  const me = useMe()
  useOpened({ kind: 'person', id: row.id, name: row.name })
  const [removing, setRemoving] = useState(false)
  const { roles, setRoles, visibility, setVisibility, audience, dirty, error, busy, save } = useMembership(row, onClose)
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
        {locked === undefined && <VisibilityField audience={audience} value={visibility} onChange={setVisibility} />}
        <RoleFields
          audience={audience}
          value={roles}
          disabled={locked !== undefined}
          error={errors['roles']}
          onChange={setRoles}
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
