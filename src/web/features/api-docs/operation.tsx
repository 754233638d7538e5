import { useTranslation } from 'react-i18next'
import css from './api-docs.module.css'
import { type Called, membersOf, type Parameter, type Schema, typeOf } from './description.ts'

/** One operation: closed, its method, address and what it does; open, what it takes and answers. */
export function Operation({ of }: { of: Called }) {
  const { t } = useTranslation('api-docs')
  const { method, path, summary, parameters, requestBody, responses } = of
  return (
    <details className={css['operation']} id={of.operationId}>
      <summary>
        <code className={css['method']} data-method={method}>
          {method}
        </code>
        <code className={css['path']}>{path}</code>
        <span className={css['summary']} lang="en">
          {summary}
        </span>
      </summary>
      <div className={css['facts']}>
        <p>
          {t('access')} <Access of={of['x-kontor-access']} />
        </p>
        {parameters.length > 0 && <Parameters of={parameters} />}
        {Object.entries(requestBody?.content ?? {}).map(([media, { schema }]) => (
          <Shape key={media} title={t('body')} media={media} schema={schema} />
        ))}
        {Object.entries(responses)
          .filter(([status]) => status !== 'default')
          .flatMap(([status, { content }]) =>
            content ? (
              Object.entries(content).map(([media, { schema }]) => (
                <Shape key={status + media} title={t('reply', { status })} media={media} schema={schema} />
              ))
            ) : (
              <h3 key={status}>{t('replyEmpty', { status })}</h3>
            ),
          )}
      </div>
    </details>
  )
}

const gates = ['public', 'person', 'member'] as const

function Access({ of }: { of: string }) {
  const { t } = useTranslation('api-docs')
  const gate = gates.find((one) => one === of)
  return gate ? t(`gate.${gate}`) : <code>{of}</code>
}

function Parameters({ of }: { of: readonly Parameter[] }) {
  const { t } = useTranslation('api-docs')
  return (
    <>
      <h3>{t('parameters')}</h3>
      <ul className={css['members']}>
        {of.map(({ name, in: place, required, description, schema }) => (
          <Member
            key={place + name}
            name={name}
            schema={{ ...schema, description: description ?? schema.description }}
            required={required === true}
            place={place}
          />
        ))}
      </ul>
    </>
  )
}

function Shape({ title, media, schema }: { title: string; media: string; schema: Schema }) {
  const members = membersOf(schema)
  return (
    <>
      <h3>
        {title} <code>{media}</code>
      </h3>
      <Members of={members} />
    </>
  )
}

function Members({ of }: { of: ReturnType<typeof membersOf> }) {
  if (of.length === 0) return null
  return (
    <ul className={css['members']}>
      {of.map((member) => (
        <Member key={member.name} {...member} />
      ))}
    </ul>
  )
}

interface MemberProps {
  name: string
  schema: Schema
  required: boolean
  /** of a parameter: where it stands */
  place?: string
}

function Member({ name, schema, required, place }: MemberProps) {
  const { t } = useTranslation('api-docs')
  return (
    <li>
      <code className={css['name']}>{name}</code> <code className={css['type']}>{typeOf(schema)}</code>{' '}
      {place && <code className={css['type']}>{place}</code>}{' '}
      {required && <span className={css['required']}>{t('required')}</span>}{' '}
      {schema.description && <span lang="en">{schema.description}</span>}
      <Members of={membersOf(schema)} />
    </li>
  )
}
