import { useQuery } from '@tanstack/react-query'
import { IconBraces } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useFormat } from '../../lib/use-format.ts'
import { paths } from '../../paths.ts'
import { Brand } from '../../ui/brand.tsx'
import { ButtonLink } from '../../ui/button.tsx'
import { Failure } from '../../ui/failure.tsx'
import { TextField } from '../../ui/field.tsx'
import { usePageTitle } from '../../ui/page-title.ts'
import { Section } from '../../ui/section.tsx'
import { Skeleton } from '../../ui/skeleton.tsx'
import { ThemeToggle } from '../../ui/theme-toggle.tsx'
import hidden from '../../ui/visually-hidden.module.css'
import css from './api-docs.module.css'
import { type Called, descriptionAddress, readDescription } from './description.ts'
import { Operation } from './operation.tsx'

/** What programs can ask the portal for, from the description that is served to them. */
export function ApiDocsPage() {
  const { t } = useTranslation('api-docs')
  usePageTitle(t('title'))
  const [q, setQ] = useState('')
  const found = useQuery({ queryKey: ['description'], queryFn: readDescription, staleTime: Number.POSITIVE_INFINITY })
  return (
    <div className={css['page']}>
      <header className={css['head']}>
        <Brand />
        <span className={css['space']} />
        <ButtonLink kind="quiet" to={paths.root()}>
          {t('toPortal')}
        </ButtonLink>
        <ButtonLink to={descriptionAddress} target="_self" download icon={IconBraces} title={t('download')}>
          {/* the head stays one line: its icon says it, and its name stays */}
          <span className={hidden['onPhone']}>{t('download')}</span>
        </ButtonLink>
        <ThemeToggle />
      </header>
      <main className={css['main']} tabIndex={-1}>
        <h1>{t('title')}</h1>
        <p className={css['lead']}>{t('lead')}</p>
        <TextField
          name="search"
          label={t('search')}
          value={q}
          onChange={(event) => setQ(event.currentTarget.value)}
          autoComplete="off"
        />
        {found.error && <Failure error={found.error} title={t('failed')} onRetry={() => void found.refetch()} />}
        {found.isPending && <Skeleton height={320} />}
        {found.data && <Groups of={found.data} q={q} />}
      </main>
    </div>
  )
}

function Groups({ of, q }: { of: ReadonlyMap<string, readonly Called[]>; q: string }) {
  const { t } = useTranslation('api-docs')
  const format = useFormat()
  const words = q.toLowerCase().split(/\s+/).filter(Boolean)
  const fits = ({ method, path, summary, operationId }: Called) => {
    const text = `${method} ${path} ${summary} ${operationId}`.toLowerCase()
    return words.every((word) => text.includes(word))
  }
  const groups = [...of].flatMap(([name, all]) => {
    const operations = all.filter(fits)
    return operations.length > 0 ? [{ name, operations }] : []
  })
  const count = groups.reduce((sum, { operations }) => sum + operations.length, 0)
  return (
    <>
      <p className={css['count']} role="status">
        {t('operations', { count, number: format.number(count) })}
      </p>
      {groups.map(({ name, operations }) => (
        <Section key={name} title={<code>{name}</code>}>
          {operations.map((operation) => (
            <Operation key={operation.operationId} of={operation} />
          ))}
        </Section>
      ))}
    </>
  )
}
