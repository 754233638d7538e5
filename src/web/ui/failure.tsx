import { IconCopy, IconEyeOff, IconPlugConnectedX, IconRefresh } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { ApiProblem, isForbidden, isUnreachable } from '../lib/problem.ts'
import { Button } from './button.tsx'
import { Empty } from './empty.tsx'
import { Stopped } from './stopped.tsx'
import { toast } from './toast.tsx'

interface FailureProps {
  error: unknown
  /** what could not be shown: *Die Liste lässt sich gerade nicht laden* */
  title?: string
  onRetry?: () => void
  /** it takes the place of the whole page, with its heading and title */
  page?: boolean
}

/** Something could not be loaded: what was, what stays, what helps. */
export function Failure({ error, title, onRetry, page = false }: FailureProps) {
  const { t } = useTranslation('common')
  const problem = error instanceof ApiProblem ? error : null
  const refused = problem?.status === 403 || problem?.status === 404
  const text = isUnreachable(error)
    ? t('failure.unreachable')
    : (problem?.detail ?? t(isForbidden(error) ? 'page.forbidden.text' : 'failure.text'))
  const copy = async (requestId: string) => {
    await navigator.clipboard.writeText(requestId)
    toast.done(t('failure.copied'))
  }
  const icon = refused ? IconEyeOff : IconPlugConnectedX
  const heading = refused && problem ? problem.title : (title ?? problem?.title ?? t('failure.title'))
  const actions = (
    <>
      {onRetry && !refused && (
        <Button kind="primary" icon={IconRefresh} onClick={onRetry}>
          {t('action.reload')}
        </Button>
      )}
      {problem?.requestId && !refused && (
        <Button kind="quiet" icon={IconCopy} onClick={() => void copy(problem.requestId)}>
          {t('failure.copy', { id: problem.requestId })}
        </Button>
      )}
    </>
  )
  if (page) return <Stopped title={heading} icon={icon} text={text} actions={actions} />
  return (
    <Empty title={heading} icon={icon} actions={actions}>
      {text}
    </Empty>
  )
}
