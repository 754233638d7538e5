import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { changePassword, type Me } from '../../../api/identity.ts'
import { useFieldErrors } from '../../lib/use-field-errors.ts'
import { useWrite } from '../../lib/query.ts'
import { Button } from '../../ui/button.tsx'
import { ErrorSummary } from '../../ui/error-summary.tsx'
import { Fields, PasswordField } from '../../ui/field.tsx'
import { Section } from '../../ui/section.tsx'
import { toast } from '../../ui/toast.tsx'
import { NewPassword } from './new-password.tsx'
import css from './settings.module.css'

const nothing = { current: '', next: '' }

/** The own password. Changing it ends all other sign-ins and every link on its way. */
export function PasswordSettings({ person }: { person: Me['person'] }) {
  const { t } = useTranslation('identity')
  const [draft, setDraft] = useState(nothing)
  const write = useWrite(changePassword, 'identity')
  const errors = useFieldErrors(write.error, draft)
  const labels = { current: t('password.current'), next: t('password.next') }
  const complete = draft.current !== '' && draft.next !== ''
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (!complete) return
    write.mutate(
      { body: draft },
      {
        onSuccess: () => {
          setDraft(nothing)
          toast.done(t('password.changed'))
        },
      },
    )
  }
  return (
    <Section title={t('password.title')}>
      <p className={css['text']}>{t('password.text')}</p>
      <form onSubmit={submit} noValidate>
        <ErrorSummary error={write.error} standing={errors} labels={labels} />
        <input type="text" name="username" autoComplete="username" value={person.login} readOnly hidden />
        <Fields>
          <PasswordField
            name="current"
            label={labels.current}
            value={draft.current}
            error={errors['current']}
            autoComplete="current-password"
            onChange={(event) => setDraft({ ...draft, current: event.currentTarget.value })}
          />
          <NewPassword
            name="next"
            label={labels.next}
            value={draft.next}
            error={errors['next']}
            names={[person.name, person.login]}
            onChange={(next) => setDraft({ ...draft, next })}
          />
        </Fields>
        <div className={css['actions']}>
          <Button
            type="submit"
            size="form"
            busy={write.isPending}
            locked={complete ? undefined : t('password.incomplete')}
          >
            {t('password.action')}
          </Button>
        </div>
      </form>
    </Section>
  )
}
