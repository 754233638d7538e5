import { IconUserPlus, IconUsers } from '@tabler/icons-react'
import { useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { peopleList, type PersonRow } from '../../../api/organizations.ts'
import { useSearchState } from '../../lib/location.ts'
import { useMe, useOrganization } from '../../lib/session.tsx'
import { useFormat } from '../../lib/use-format.ts'
import { paths } from '../../paths.ts'
import { State } from '../../ui/badge.tsx'
import { Button } from '../../ui/button.tsx'
import { Empty } from '../../ui/empty.tsx'
import { momentOf } from '../../ui/table/cell-value.tsx'
import { Highlight } from '../../ui/table/highlight.tsx'
import { ListPage } from '../../ui/table/list-page.tsx'
import type { ListView, ListWords, Preset } from '../../ui/table/list-view.ts'
import { InviteDialog } from './invite-dialog.tsx'
import { PersonDialog } from './person-dialog.tsx'

/** The people of the organisation and of those below (PPL-7). */
export function PeoplePage() {
  const { t } = useTranslation('people')
  const { handle, may } = useOrganization()
  const me = useMe()
  const format = useFormat()
  const [search, setSearch] = useSearchState()
  const [inviting, setInviting] = useState(false)
  const words = usePeopleWords()
  const open = search['person']
  const all: Preset = useMemo(() => ({ key: 'all', label: t('view.all'), filter: {} }), [t])
  const invited: Preset = useMemo(() => ({ key: 'invited', label: t('view.invited'), filter: { status: { in: ['invited'] } } }), [t])
  const view: ListView<PersonRow> = useMemo(
    () => ({
      list: peopleList,
      words,
      nameColumn: 'name',
      nameOf: (row) => row.name,
      hrefOf: (row) => paths.people(handle, `?${new URLSearchParams({ ...search, person: row.id })}`),
      cells: {
        name: (row, marked) => (
          <>
            <Highlight text={row.name} words={marked} /> {row.person === me.person.id && t('you')}
          </>
        ),
        lastSignInAt: (row) => (row.lastSignInAt === null ? t('never') : momentOf(row.lastSignInAt, format)),
        status: (row) => <Status status={row.status} say={words.choice} />,
      },
      record: (row, marked) => ({
        amount: t(`visibility.${row.visibility}`),
        place: <Highlight text={row.email} words={marked} />,
        status: <Status status={row.status} say={words.choice} />,
      }),
      presets: [all, invited],
      nothing: (
        <Empty icon={IconUsers} title={t('nothing.title')}>
          {t('nothing.body')}
        </Empty>
      ),
      actions: (exporting) => (
        <>
          {exporting}
          {may('people.manage') && (
            <Button kind="primary" icon={IconUserPlus} onClick={() => setInviting(true)}>
              {t('invite.button')}
            </Button>
          )}
        </>
      ),
      above: (rows) => {
        const row = rows.find((one) => one.id === open)
        return row && <PersonDialog key={row.id} row={row} onClose={() => setSearch({ person: undefined })} />
      },
    }),
    [words, all, invited, t, format, handle, may, me.person.id, search, setSearch, open],
  )
  return (
    <>
      <ListPage view={view} />
      {inviting && <InviteDialog onClose={() => setInviting(false)} />}
    </>
  )
}

function Status({ status, say }: { status: PersonRow['status']; say: (column: string, value: string) => string }) {
  return <State kind={status === 'active' ? 'on' : 'open'}>{say('status', status)}</State>
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
