import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { type Me, updateMe } from '../../../api/identity.ts'
import { Language } from '../../../api/shapes.ts'
import { speak } from '../../lib/i18n.ts'
import { messagesByField } from '../../lib/problem.ts'
import { useWrite } from '../../lib/query.ts'
import { Button } from '../../ui/button.tsx'
import { useDiscardQuestion } from '../../ui/discard-question.tsx'
import { ErrorSummary } from '../../ui/error-summary.tsx'
import { Fields, SelectField, TextField } from '../../ui/field.tsx'
import { Section } from '../../ui/section.tsx'
import { toast } from '../../ui/toast.tsx'
import css from './settings.module.css'

const timeZones = Intl.supportedValuesOf('timeZone')

/** Name, login name, language and time zone of the signed-in person. */
export function PersonSettings({ person }: { person: Me['person'] }) {
  const { t } = useTranslation(['identity', 'common'])
  const [draft, setDraft] = useState({
    name: person.name,
    login: person.login,
    language: person.language,
    timeZone: person.timeZone,
  })
  const write = useWrite(updateMe, 'identity')
  const dirty =
    draft.name !== person.name ||
    draft.login !== person.login ||
    draft.language !== person.language ||
    draft.timeZone !== person.timeZone
  const { question } = useDiscardQuestion(dirty && !write.isPending)
  const errors = messagesByField(write.error)
  const set = (change: Partial<typeof draft>) => setDraft({ ...draft, ...change })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    write.mutate(
      { body: draft },
      {
        onSuccess: ({ person: saved }) => {
          toast.done(t('settings.saved'))
          void speak(saved.language)
        },
      },
    )
  }
  return (
    <Section title={t('settings.person')} note={person.email}>
      <form onSubmit={submit} noValidate>
        <ErrorSummary error={write.error} labels={{ name: t('settings.name'), login: t('settings.login') }} />
        <Fields>
          <TextField
            name="name"
            span={6}
            label={t('settings.name')}
            required
            value={draft.name}
            error={errors['name']}
            autoComplete="name"
            onChange={(event) => set({ name: event.currentTarget.value })}
          />
          <TextField
            name="login"
            span={6}
            label={t('settings.login')}
            required
            value={draft.login}
            error={errors['login']}
            autoComplete="username"
            spellCheck={false}
            onChange={(event) => set({ login: event.currentTarget.value })}
          />
          <SelectField
            name="language"
            span={6}
            label={t('settings.language')}
            value={draft.language}
            data={Language.options.map((value) => ({ value, label: t(`common:language.${value}`) }))}
            onChange={(value) => set({ language: Language.catch(draft.language).parse(value) })}
          />
          <SelectField
            name="timeZone"
            span={6}
            label={t('settings.timeZone')}
            value={draft.timeZone}
            data={timeZones}
            searchable
            error={errors['timeZone']}
            onChange={(value) => set({ timeZone: value ?? draft.timeZone })}
          />
        </Fields>
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
