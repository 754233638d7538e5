import { useCallback, useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { PersonRow } from '../../../api/organizations.ts'
import { useSearchState } from '../../lib/location.ts'
import { useMe, useOrganization } from '../../lib/session.tsx'
import { useFormat } from '../../lib/use-format.ts'
import { useOpenedBy } from '../../lib/use-opened-by.ts'
import { ListPage } from '../../ui/table/list-page.tsx'
import type { ListWords, Selection } from '../../ui/table/list-view.ts'
import { LinkAction, SendLinksDialog } from './bulk-links.tsx'
import { InviteDialog } from './invite-dialog.tsx'
import { peopleView } from './people-view.tsx'

/** The people of the organisation and of those below (PPL-7). */
export function PeoplePage() {
  const { t } = useTranslation('people')
  const format = useFormat()
  const { handle, may } = useOrganization()
  const self = useMe().person.id
  const [search] = useSearchState()
  const [shown, show] = useOpenedBy('person')
  const [adding, add] = useOpenedBy('new')
  const [sending, setSending] = useState<Selection<PersonRow> | null>(null)
  const words = usePeopleWords()
  const mayManage = may('people.manage')
  const onClose = useCallback(() => show(undefined), [show])
  const view = useMemo(() => {
    // the address says it, so that the command palette can open it
    const onInvite = mayManage ? () => add('person') : null
    const bulk = (selection: Selection<PersonRow>) => (
      <LinkAction rows={selection.rows} onSend={() => setSending(selection)} />
    )
    const address = { handle, search, shown, onClose }
    return peopleView({ t, format, words, self, ...address, onInvite, bulk: mayManage ? bulk : null })
  }, [t, format, words, handle, self, search, shown, onClose, add, mayManage])
  return (
    <>
      <ListPage view={view} />
      {/* an address that asks for both shows who there is */}
      {mayManage && adding === 'person' && shown === undefined && <InviteDialog onClose={() => add(undefined)} />}
      {sending && <SendLinksDialog selection={sending} onClose={() => setSending(null)} />}
    </>
  )
}

const columns = ['name', 'email', 'organization', 'roles', 'visibility', 'lastSignInAt', 'status'] as const
const choices = { visibility: ['all', 'own', 'none'], status: ['invited', 'active'] } as const

function usePeopleWords(): ListWords {
  const { t } = useTranslation('people')
  return useMemo(
    () => ({
      title: t('title'),
      search: t('search'),
      column: (key) => {
        const column = columns.find((one) => one === key)
        return column ? t(`column.${column}`) : key
      },
      choice: (column, value) => {
        const visibility = column === 'visibility' ? choices.visibility.find((one) => one === value) : undefined
        if (visibility) return t(`visibility.${visibility}`)
        const status = choices.status.find((one) => one === value)
        return status ? t(`status.${status}`) : value
      },
      things: (count, number) => t('things', { count, number }),
      part: (number, total) => t('part', { number, total }),
      noMatch: t('noMatch'),
    }),
    [t],
  )
}
