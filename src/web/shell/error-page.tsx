import {
  type Icon as TablerIcon,
  IconAlertTriangle,
  IconLock,
  IconMapSearch,
  IconPlugConnectedX,
  IconRefresh,
} from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { ApiProblem, isUnreachable } from '../lib/problem.ts'
import { useGivesRoles, useHandle } from '../lib/session.tsx'
import { paths } from '../paths.ts'
import { Button, ButtonLink } from '../ui/button.tsx'
import { Icon } from '../ui/icon.tsx'
import { usePageTitle } from '../ui/page-title.ts'
import css from './error-page.module.css'

type Kind = 'notFound' | 'forbidden' | 'failed' | 'offline'

const icons: Record<Kind, TablerIcon> = {
  notFound: IconMapSearch,
  forbidden: IconLock,
  failed: IconAlertTriangle,
  offline: IconPlugConnectedX,
}

/** A page that could not be shown, inside the shell or without it. */
export function ErrorPage({ error }: { error: unknown }) {
  return <Stopped kind={kindOf(error)} requestId={error instanceof ApiProblem ? error.requestId : ''} />
}

/** An address that leads nowhere. */
export function NotFoundPage() {
  return <Stopped kind="notFound" requestId="" />
}

function Stopped({ kind, requestId }: { kind: Kind; requestId: string }) {
  const { t } = useTranslation('common')
  const outside = useHandle() === null
  // to say that administrators give it is no help to one of them
  const givesRoles = useGivesRoles()
  const text =
    kind === 'forbidden' && givesRoles ? 'page.forbidden.textToAdministrators' : (`page.${kind}.text` as const)
  usePageTitle(t(`page.${kind}.title`))
  const page = (
    <div className={css['page']} role="alert">
      <Icon of={icons[kind]} size={24} />
      <h1>{t(`page.${kind}.title`)}</h1>
      <p>{t(text)}</p>
      {requestId !== '' && kind === 'failed' && (
        <p className={css['reference']}>{t('page.reference', { id: requestId })}</p>
      )}
      <div className={css['actions']}>
        {(kind === 'failed' || kind === 'offline') && (
          <Button kind="primary" icon={IconRefresh} onClick={() => window.location.reload()}>
            {t('action.reload')}
          </Button>
        )}
        <ButtonLink to={paths.root()} kind={kind === 'failed' || kind === 'offline' ? 'quiet' : 'default'}>
          {t('action.home')}
        </ButtonLink>
      </div>
    </div>
  )
  // inside the shell there is a main already
  return outside ? <main>{page}</main> : page
}

function kindOf(error: unknown): Kind {
  if (isUnreachable(error)) return 'offline'
  if (!(error instanceof ApiProblem)) return 'failed'
  if (error.status === 403) return 'forbidden'
  return error.status === 404 ? 'notFound' : 'failed'
}
