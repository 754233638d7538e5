import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { type Me, updateMe } from '../../../api/identity.ts'
import { speak } from '../../lib/i18n.ts'
import { useFieldErrors } from '../../lib/use-field-errors.ts'
import { useWrite } from '../../lib/query.ts'
import { Button } from '../../ui/button.tsx'
import { useDiscardQuestion } from '../../ui/discard-question.tsx'
import { ErrorSummary } from '../../ui/error-summary.tsx'
import { Section } from '../../ui/section.tsx'
import { toast } from '../../ui/toast.tsx'
import { type PersonDraft, PersonFields } from './person-fields.tsx'
import css from './settings.module.css'

/** Name, login name, language and time zone of the signed-in person. */
export function PersonSettings({ person }: { person: Me['person'] }) {
  const { t } = useTranslation(['identity', 'common'])
  const { name, login, language, timeZone } = person
  const [change, setChange] = useState<Partial<PersonDraft>>({})
  const draft: PersonDraft = { name, login, language, timeZone, ...change }
  const write = useWrite(updateMe, 'identity')
  const dirty =
    draft.name !== name || draft.login !== login || draft.language !== language || draft.timeZone !== timeZone
  const errors = useFieldErrors(write.error, draft)
  const { question } = useDiscardQuestion(dirty, { saving: write.isPending })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    write.mutate(
      { body: draft },
      {
        onSuccess: ({ person: saved }) => {
          setChange({})
          toast.done(t('settings.saved'))
          void speak(saved.language)
        },
      },
    )
  }
  return (
    <Section title={t('settings.person')} note={person.email}>
      <form onSubmit={submit} noValidate>
        <ErrorSummary
          error={write.error}
          standing={errors}
          labels={{ name: t('settings.name'), login: t('settings.login') }}
        />
        <PersonFields draft={draft} errors={errors} onChange={(more) => setChange({ ...change, ...more })} />
        <div className={css['actions']}>
          <Button
            type="submit"
            kind={dirty ? 'primary' : 'default'}
            size="form"
            busy={write.isPending}
            locked={dirty ? undefined : t('settings.unchanged')}
          >
            {t('common:action.save')}
          </Button>
        </div>
      </form>
      {question}
    </Section>
  )
}
