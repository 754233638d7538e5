import { IconUserPlus, IconUsers } from '@tabler/icons-react'
import type { TFunction } from 'i18next'
import type { ReactNode } from 'react'
import { type PersonRow, peopleList } from '../../../api/organizations.ts'
import type { Format } from '../../lib/format.ts'
import type { Search } from '../../lib/location.ts'
import { paths } from '../../paths.ts'
import { State } from '../../ui/badge.tsx'
import { Button } from '../../ui/button.tsx'
import { Empty } from '../../ui/empty.tsx'
import { momentOf } from '../../ui/table/cell-value.tsx'
import { Highlight } from '../../ui/table/highlight.tsx'
import type { ListView, ListWords, Preset, Selection } from '../../ui/table/list-view.ts'
import { OpenedPerson } from './opened-person.tsx'

interface ViewOf {
  t: TFunction<'people'>
  format: Format
  words: ListWords
  handle: string
  /** person who reads */
  self: string
  search: Search
  /** whose dialog is open */
  shown: string | undefined
  onClose: () => void
  /** null: may not invite */
  onInvite: (() => void) | null
  /** null: may not manage people */
  bulk: ((selection: Selection<PersonRow>) => ReactNode) | null
}

/** How the list of people looks (PPL-7). */
export function peopleView(of: ViewOf): ListView<PersonRow> {
  const { t, format, words, handle, self, search, shown, onClose, onInvite, bulk } = of
  return {
    list: peopleList,
    words,
    nameColumn: 'name',
    flexibleColumn: 'email',
    nameOf: (row) => row.name,
    ...(bulk && { selectable: true, bulk }),
    hrefOf: (row) => paths.people(handle, `?${new URLSearchParams({ ...search, person: row.id })}`),
    cells: {
      name: (row, marked) => (
        <>
          <Highlight text={row.name} words={marked} /> {row.person === self && t('you')}
        </>
      ),
      lastSignInAt: (row) => (row.lastSignInAt === null ? t('never') : momentOf(row.lastSignInAt, format)),
      status: (row) => statusOf(row, words),
    },
    record: (row, marked) => ({
      amount: row.roles.map(({ name }) => name).join(', '),
      // somebody may belong to several organisations
      place: (
        <>
          {row.organization.name} · <Highlight text={row.email} words={marked} />
        </>
      ),
      status: statusOf(row, words),
    }),
    presets: presetsOf(t),
    nothing: (
      <Empty icon={IconUsers} title={t('nothing.title')}>
        {t('nothing.body')}
      </Empty>
    ),
    actions: (exporting) => (
      <>
        {exporting}
        {onInvite && (
          <Button kind="primary" icon={IconUserPlus} onClick={onInvite}>
            {t('invite.button')}
          </Button>
        )}
      </>
    ),
    above: (rows) => shown && <OpenedPerson key={shown} id={shown} rows={rows} onClose={onClose} />,
  }
}

function presetsOf(t: TFunction<'people'>): Preset[] {
  const all: Preset = { key: 'all', label: t('view.all'), filter: {} }
  return [all, { key: 'invited', label: t('view.invited'), filter: { status: { in: ['invited'] } } }]
}

function statusOf({ status }: PersonRow, words: ListWords) {
  return <State kind={status === 'active' ? 'on' : 'open'}>{words.choice('status', status)}</State>
}
