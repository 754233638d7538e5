import { Fragment, useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { ApiProblem, type FieldProblem } from '../lib/problem.ts'
import { paths } from '../paths.ts'
import css from './error-summary.module.css'
import { Link } from './link.tsx'
import { Note } from './note.tsx'

interface ErrorSummaryProps {
  /** what the last attempt threw, or null */
  error: unknown
  /** what of it still stands, by path; absent: all */
  standing?: Readonly<Record<string, string>>
  /** field path → its label, in the order of the form; decides which error comes first */
  labels?: Readonly<Record<string, string>>
}

/** What is wrong with a form, above it: each name leads to its field, the first field is focused. */
export function ErrorSummary({ error, standing, labels = {} }: ErrorSummaryProps) {
  const { t } = useTranslation('common')
  const box = useRef<HTMLDivElement>(null)
  const all = fieldsOf(error, labels)
  const fields = standing ? all.filter(({ path }) => path in standing) : all
  const latest = useRef(labels)
  useEffect(() => {
    // the labels may be made anew by each rendering, the error is not
    latest.current = labels
  })
  useEffect(() => {
    if (!error) return
    const [first] = fieldsOf(error, latest.current)
    if (first) focusField(box.current, first.path)
    else box.current?.scrollIntoView({ block: 'nearest' })
  }, [error])
  return (
    <div ref={box} className={css['summary']}>
      {Boolean(error) && (all.length === 0 || fields.length > 0) && (
        <Note kind="bad">
          {fields.length === 0 ? (
            <>
              {sentenceOf(error)}
              {isSignedOut(error) && (
                <>
                  {' '}
                  <Link to={paths.signIn()} target="_blank">
                    {t('errors.signIn')}
                  </Link>{' '}
                  {t('errors.kept')}
                </>
              )}
            </>
          ) : (
            <>
              {t('errors.fields', { count: fields.length })}:{' '}
              {fields.map((field, at) => (
                <Fragment key={field.path + field.code}>
                  {at > 0 && ' '}
                  <span className={css['one']}>
                    <button type="button" className={css['jump']} onClick={() => focusField(box.current, field.path)}>
                      {labels[field.path] ?? field.message}
                    </button>
                    {at < fields.length - 1 ? ',' : '.'}
                  </span>
                </Fragment>
              ))}{' '}
              {t('errors.kept')}
            </>
          )}
        </Note>
      )}
    </div>
  )
}

function fieldsOf(error: unknown, labels: Readonly<Record<string, string>>): FieldProblem[] {
  if (!(error instanceof ApiProblem)) return []
  const order = Object.keys(labels)
  const rank = (path: string) => (order.includes(path) ? order.indexOf(path) : order.length)
  return error.fields.toSorted((a, b) => rank(a.path) - rank(b.path))
}

/** The session has ended: it goes on with what was typed after a sign-in in another tab. */
function isSignedOut(error: unknown): boolean {
  return error instanceof ApiProblem && error.status === 401
}

function sentenceOf(error: unknown): string {
  if (error instanceof ApiProblem) return error.detail ?? error.title
  return error instanceof Error ? error.message : String(error)
}

function focusField(box: HTMLElement | null, path: string): void {
  const form = box?.closest('form, [role="dialog"]') ?? document
  const field = form.querySelector<HTMLElement>(`[data-path="${CSS.escape(path)}"]`)
  const input = field?.matches('input, textarea, select')
    ? field
    : field?.querySelector<HTMLElement>('input, textarea, select')
  input?.focus()
}
