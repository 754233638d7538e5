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
import { Stopped } from '../ui/stopped.tsx'

type Kind = 'notFound' | 'forbidden' | 'failed' | 'offline'

const icons: Record<Kind, TablerIcon> = {
  notFound: IconMapSearch,
  forbidden: IconLock,
  failed: IconAlertTriangle,
  offline: IconPlugConnectedX,
}

/** A page that could not be shown, inside the shell or without it. */
export function ErrorPage({ error }: { error: unknown }) {
  return <Problem kind={kindOf(error)} requestId={error instanceof ApiProblem ? error.requestId : ''} />
}

/** An address that leads nowhere. */
export function NotFoundPage() {
  return <Problem kind="notFound" requestId="" />
}

function Problem({ kind, requestId }: { kind: Kind; requestId: string }) {
  const { t } = useTranslation('common')
  const outside = useHandle() === null
  // to say that administrators give it is no help to one of them
  const givesRoles = useGivesRoles()
  const text =
    kind === 'forbidden' && givesRoles ? 'page.forbidden.textToAdministrators' : (`page.${kind}.text` as const)
  const mayPass = kind === 'failed' || kind === 'offline'
  const page = (
    <Stopped
      icon={icons[kind]}
      title={t(`page.${kind}.title`)}
      text={t(text)}
      reference={requestId !== '' && kind === 'failed' ? t('page.reference', { id: requestId }) : undefined}
      actions={
        <>
          {mayPass && (
            <Button kind="primary" icon={IconRefresh} onClick={() => window.location.reload()}>
              {t('action.reload')}
            </Button>
          )}
          <ButtonLink to={paths.root()} kind={mayPass ? 'quiet' : 'default'}>
            {t('action.home')}
          </ButtonLink>
        </>
      }
    />
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
