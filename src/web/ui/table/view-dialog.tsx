import { useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { List } from '../../../api/lists.ts'
import { SavedView } from '../../../api/views.ts'
import { ApiProblem } from '../../lib/problem.ts'
import { useFieldErrors } from '../../lib/use-field-errors.ts'
import { useWrite } from '../../lib/query.ts'
import { useOrganization } from '../../lib/session.tsx'
import { Button } from '../button.tsx'
import { CloseButton, Dialog } from '../dialog.tsx'
import { ErrorSummary } from '../error-summary.tsx'
import { CheckField, Fields, TextField } from '../field.tsx'
import { toast } from '../toast.tsx'
import { type ListState, viewStateOf } from './list-state.ts'
import { noteView, refreshViews } from './offered-views.ts'
import { useWhy } from './use-why.ts'

interface NewViewDialogProps {
  list: List
  state: ListState
  mayShare: SavedView['can']['share']
  onClose: () => void
  onSaved: (id: string) => void
}

/** Saves what the list shows under a name (LST-6). */
export function NewViewDialog({ list, state, mayShare, onClose, onSaved }: NewViewDialogProps) {
  const { t } = useTranslation('lists')
  const why = useWhy()
  const { handle } = useOrganization()
  const [name, setName] = useState('')
  const [shared, setShared] = useState(false)
  const write = useWrite(list.createView)
  const locked = why(mayShare)
  const save = () =>
    write.mutate(
      { body: { name, shared, state: viewStateOf(state, list.defaultSort) } },
      {
        onSuccess: (view) => {
          noteView(list, handle, view)
          onSaved(view.id)
          toast.done(t('view.saved', { name: view.name }))
          onClose()
        },
      },
    )
  return (
    <NameDialog
      {...{ name, setName, onClose, save }}
      title={t('view.save')}
      action={t('view.saveAction')}
      dirty={name !== '' || shared}
      busy={write.isPending}
      error={write.error}
    >
      <CheckField
        label={t('view.shareLabel')}
        description={locked ?? t('view.shareText')}
        checked={shared}
        disabled={locked !== undefined}
        onChange={(event) => setShared(event.target.checked)}
      />
    </NameDialog>
  )
}

/** Gives a saved view another name. */
export function RenameDialog({ list, view, onClose }: { list: List; view: SavedView; onClose: () => void }) {
  const { t } = useTranslation('lists')
  const { handle } = useOrganization()
  const [name, setName] = useState(view.name)
  const write = useWrite(list.updateView)
  const renamed = (now: SavedView) => {
    noteView(list, handle, now)
    onClose()
  }
  // what was typed stays, and the next attempt stands on what the view is now
  const failed = (problem: Error) => {
    if (!isStale(problem)) return
    const current = SavedView.safeParse(problem.current).data
    if (current) noteView(list, handle, current)
    else void refreshViews(list)
  }
  const error = useMemo(
    () => (isStale(write.error) ? new Error(t('view.renameConflict', { name: view.name })) : write.error),
    [write.error, view.name, t],
  )
  const save = () =>
    write.mutate(
      { params: { viewId: view.id }, body: { name }, revision: view.revision },
      { onSuccess: renamed, onError: failed },
    )
  return (
    <NameDialog
      {...{ name, setName, onClose, save }}
      title={t('view.renameTitle')}
      action={t('view.renameAction')}
      dirty={name !== view.name}
      busy={write.isPending}
      error={error}
    />
  )
}

function isStale(error: unknown): error is ApiProblem {
  return error instanceof ApiProblem && error.code === 'request.revision_stale'
}

interface NameDialogProps {
  title: string
  action: string
  name: string
  setName: (name: string) => void
  dirty: boolean
  busy: boolean
  error: Error | null
  save: () => void
  onClose: () => void
  children?: React.ReactNode
}

function NameDialog({ title, action, name, setName, dirty, busy, error, save, onClose, children }: NameDialogProps) {
  const { t } = useTranslation(['lists', 'common'])
  const errors = useFieldErrors(error, { name })
  return (
    <Dialog
      title={title}
      width={440}
      dirty={dirty}
      busy={busy}
      onClose={onClose}
      onSubmit={save}
      footer={
        <>
          <CloseButton>{t('common:action.cancel')}</CloseButton>
          <Button kind="primary" size="form" type="submit" busy={busy}>
            {action}
          </Button>
        </>
      }
    >
      <ErrorSummary error={error} standing={errors} labels={{ name: t('view.name') }} />
      <Fields>
        <TextField
          name="name"
          label={t('view.name')}
          required
          maxLength={60}
          data-autofocus
          value={name}
          error={errors['name']}
          onChange={(event) => setName(event.target.value)}
        />
        {children}
      </Fields>
    </Dialog>
  )
}
