import { IconSearch, IconUserShare } from '@tabler/icons-react'
import { type KeyboardEvent, useEffect, useId, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useGo } from '../lib/location.ts'
import { useOrganization } from '../lib/session.tsx'
import { useFormat } from '../lib/use-format.ts'
import { paths } from '../paths.ts'
import { classes } from '../ui/classes.ts'
import { Icon } from '../ui/icon.tsx'
import box from '../ui/search-box.module.css'
import { OrganizationRowView } from './organization-row-view.tsx'
import type { OrganizationRow } from './organization-rows.ts'
import css from './organization-switcher.module.css'
import { type RowGroup, useOrganizationRows } from './use-organization-rows.ts'

interface Entry {
  key: string
  row: OrganizationRow
}

/** The list inside the switcher: type to search, arrow keys to move, Enter to go. */
export function OrganizationPicker({ onDone }: { onDone: () => void }) {
  const { t } = useTranslation(['shell', 'common'])
  const id = useId()
  const choose = useChoose(onDone)
  const [text, setText] = useState('')
  const [tenantsOnly, setTenantsOnly] = useState(false)
  const [active, setActive] = useState(0)
  const field = useRef<HTMLInputElement>(null)
  // before the focus trap does: nothing typed right after opening is lost
  useEffect(() => field.current?.focus({ preventScroll: true }), [])
  const { groups, tenants, loading } = useOrganizationRows(text, tenantsOnly)
  const entries = groups.flatMap(entriesOf).filter(({ row }) => row.entry !== 'none')
  const at = Math.min(active, entries.length - 1)
  const current = entries[at]
  const label = t(tenantsOnly ? 'switcher.searchTenant' : 'switcher.search')
  const press = (event: KeyboardEvent) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key]
    if (event.key === 'Enter' && current) choose(current.row)
    else if (step !== undefined && entries.length > 0) setActive((at + step + entries.length) % entries.length)
    else return
    event.preventDefault()
  }
  const type = (value: string) => {
    setText(value)
    setActive(0)
  }
  return (
    <>
      <label className={classes(box['framed'], css['search'])}>
        <Icon of={IconSearch} />
        <input
          ref={field}
          role="combobox"
          aria-expanded
          aria-controls={id}
          aria-autocomplete="list"
          aria-activedescendant={current && `${id}-${current.key}`}
          aria-label={label}
          placeholder={label}
          value={text}
          onChange={(event) => type(event.currentTarget.value)}
          onKeyDown={press}
          data-autofocus
        />
      </label>
      <Groups id={id} groups={groups} activeKey={current?.key} loading={loading} onChoose={choose} />
      {groups.length === 0 && (
        <p className={css['nothing']} role="status">
          {loading ? t('common:loading') : t(text.trim() === '' ? 'switcher.typeName' : 'switcher.nothing', { text })}
        </p>
      )}
      {tenants > 0 && !tenantsOnly && <WorkAs tenants={tenants} onClick={() => setTenantsOnly(true)} />}
    </>
  )
}

interface GroupsProps {
  id: string
  groups: readonly RowGroup[]
  activeKey: string | undefined
  loading: boolean
  onChoose: (row: OrganizationRow) => void
}

function Groups({ id, groups, activeKey, loading, onChoose }: GroupsProps) {
  const { t } = useTranslation('shell')
  const { handle } = useOrganization()
  return (
    <div className={css['list']} id={id} role="listbox" aria-label={t('switcher.title')} aria-busy={loading}>
      {groups.map((group) => (
        <div key={group.key} className={css['group']} role="group" aria-label={t(`switcher.group.${group.key}`)}>
          <p className={css['caption']} aria-hidden>
            {t(`switcher.group.${group.key}`)}
          </p>
          {entriesOf(group).map(({ key, row }) => (
            <OrganizationRowView
              key={key}
              id={`${id}-${key}`}
              row={row}
              recent={group.key === 'recent'}
              isCurrent={row.handle === handle}
              isActive={activeKey === key}
              onChoose={() => onChoose(row)}
            />
          ))}
        </div>
      ))}
    </div>
  )
}

/** The way to the customer tenants, which are too many to list. */
function WorkAs({ tenants, onClick }: { tenants: number; onClick: () => void }) {
  const { t } = useTranslation('shell')
  const format = useFormat()
  const { may } = useOrganization()
  if (!may('tenants.work_as')) return null
  return (
    <div className={css['more']}>
      <button type="button" className={css['row']} onClick={onClick}>
        <Icon of={IconUserShare} />
        <span>{t('switcher.workAs')}</span>
        <span className={css['note']}>{t('switcher.tenants', { count: tenants, number: format.number(tenants) })}</span>
      </button>
    </div>
  )
}

// an organisation may stand under *recent* and in the tree
function entriesOf(group: RowGroup): Entry[] {
  return group.rows.map((row) => ({ key: `${group.key}-${row.id}`, row }))
}

function useChoose(onDone: () => void): (row: OrganizationRow) => void {
  const go = useGo()
  return (row) => {
    if (row.entry === 'none') return
    // working as opens its own tab, so that the home stays as it is (ACC-3)
    if (row.entry === 'work_as') window.open(paths.home(row.handle), '_blank', 'noopener')
    else go(paths.home(row.handle))
    onDone()
  }
}
