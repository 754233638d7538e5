import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { invitePerson, listOrganizations } from '../../../api/organizations.ts'
import type { Visibility } from '../../../api/shapes.ts'
import { missingProblem } from '../../lib/missing-problem.ts'
import type { ApiProblem } from '../../lib/problem.ts'
import { useFieldErrors } from '../../lib/use-field-errors.ts'
import { useCall, useWrite } from '../../lib/query.ts'
import { useOrganization } from '../../lib/session.tsx'
import { Button } from '../../ui/button.tsx'
import { CloseButton, Dialog } from '../../ui/dialog.tsx'
import { ErrorSummary } from '../../ui/error-summary.tsx'
import { Fields, TextField } from '../../ui/field.tsx'
import { SelectField } from '../../ui/select-field.tsx'
import { Note } from '../../ui/note.tsx'
import { toast } from '../../ui/toast.tsx'
import { RoleFields, VisibilityField } from './membership-fields.tsx'
import css from './people.module.css'

interface Invitation {
  name: string
  email: string
  organization: string
  roles: string[]
  visibility: Visibility
}

/** Invites somebody by e-mail with roles and visibility (PPL-7). */
export function InviteDialog({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation('people')
  const { draft, change, dirty, error, busy, submit, organizations, audience } = useInvitation(onClose)
  const errors = useFieldErrors(error, draft)
  const labels = {
    name: t('field.name'),
    email: t('field.email'),
    organization: t('column.organization'),
    roles: t('field.roles'),
  }
  return (
    <Dialog
      title={t('invite.title')}
      width={560}
      dirty={dirty}
      busy={busy}
      onClose={onClose}
      onSubmit={submit}
      footer={
        <>
          <CloseButton>{t('form.cancel')}</CloseButton>
          <Button kind="primary" size="form" type="submit" busy={busy}>
            {t('invite.send')}
          </Button>
        </>
      }
    >
      <ErrorSummary error={error} standing={errors} labels={labels} />
      <Fields>
        <Addressee draft={draft} change={change} errors={errors} labels={labels} organizations={organizations} />
        <RoleFields
          audience={audience}
          value={draft.roles}
          error={errors['roles']}
          onChange={(roles) => change({ roles })}
        />
        <VisibilityField
          audience={audience}
          value={draft.visibility}
          onChange={(visibility) => change({ visibility })}
        />
        <div className={css['whole']}>
          <Note>{t('invite.note')}</Note>
        </div>
      </Fields>
    </Dialog>
  )
}

interface AddresseeProps {
  draft: Invitation
  change: (part: Partial<Invitation>) => void
  errors: Readonly<Record<string, string>>
  labels: Readonly<Record<'name' | 'email' | 'organization', string>>
  organizations: readonly { id: string; name: string }[]
}

function Addressee({ draft, change, errors, labels, organizations }: AddresseeProps) {
  return (
    <>
      <TextField
        name="name"
        label={labels.name}
        span={5}
        required
        data-autofocus
        autoComplete="off"
        value={draft.name}
        error={errors['name']}
        onChange={(event) => change({ name: event.currentTarget.value })}
      />
      <TextField
        name="email"
        label={labels.email}
        span={7}
        type="email"
        required
        autoComplete="off"
        value={draft.email}
        error={errors['email']}
        onChange={(event) => change({ email: event.currentTarget.value })}
      />
      {organizations.length > 1 && (
        <SelectField
          name="organization"
          label={labels.organization}
          searchable
          limit={50}
          data={organizations.map(({ id, name }) => ({ value: id, label: name }))}
          value={draft.organization}
          error={errors['organization']}
          onChange={(value) => value !== null && change({ organization: value, roles: [] })}
        />
      )}
    </>
  )
}

function useInvitation(onClose: () => void) {
  const { t } = useTranslation('people')
  const { organization } = useOrganization()
  const [draft, setDraft] = useState<Invitation>({
    name: '',
    email: '',
    organization: organization.id,
    roles: [],
    visibility: 'own',
  })
  const [missing, setMissing] = useState<ApiProblem | null>(null)
  const tree = useCall(listOrganizations, { query: {} }, { staleTime: 60_000 })
  const organizations = (tree.data?.items ?? []).filter(({ entry }) => entry !== 'none')
  const audience = organizations.find(({ id }) => id === draft.organization)?.kind ?? organization.kind
  const write = useWrite(invitePerson, 'people')
  const submit = () => {
    const problem = missingProblem({
      name: draft.name.trim() === '' && t('form.missingName'),
      email: draft.email.trim() === '' && t('form.missingEmail'),
      roles: draft.roles.length === 0 && t('form.missingRoles'),
    })
    setMissing(problem)
    if (problem || write.isPending) return
    const body = {
      ...draft,
      name: draft.name.trim(),
      email: draft.email.trim(),
      visibility: audience === 'customer' ? 'none' : draft.visibility,
    } as const
    write.mutate(
      { body },
      {
        onSuccess: () => {
          toast.done(t('invite.done', { email: body.email }))
          onClose()
        },
      },
    )
  }
  const dirty = draft.name !== '' || draft.email !== '' || draft.roles.length > 0
  return {
    draft,
    change: (part: Partial<Invitation>) => setDraft((now) => ({ ...now, ...part })),
    dirty,
    error: missing ?? write.error,
    busy: write.isPending,
    submit,
    organizations,
    audience,
  }
}
