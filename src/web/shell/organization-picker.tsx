import { IconSearch, IconUserShare } from '@tabler/icons-react'
import { type KeyboardEvent, useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useGo } from '../lib/location.ts'
import { useOrganization } from '../lib/session.tsx'
import { useFormat } from '../lib/use-format.ts'
import { paths } from '../paths.ts'
import { Icon } from '../ui/icon.tsx'
import type { OrganizationRow } from './organization-rows.ts'
import { OrganizationRowView } from './organization-row-view.tsx'
import css from './organization-switcher.module.css'
import { useOrganizationRows } from './use-organization-rows.ts'

/** The list inside the switcher: type to search, arrow keys to move, Enter to go. */
export function OrganizationPicker({ onDone }: { onDone: () => void }) {
  const { t } = useTranslation(['shell', 'common'])
  const format = useFormat()
  const id = useId()
  const choose = useChoose(onDone)
  const { handle, may } = useOrganization()
  const [text, setText] = useState('')
  const [tenantsOnly, setTenantsOnly] = useState(false)
  const [active, setActive] = useState(0)
  const { groups, tenants, loading } = useOrganizationRows(text, tenantsOnly)
  const entries = groups
    .flatMap((group) => group.rows.map((row) => ({ key: `${group.key}-${row.id}`, row })))
    .filter(({ row }) => row.entry !== 'none')
  const current = entries[Math.min(active, entries.length - 1)]
  const press = (event: KeyboardEvent) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key]
    if (step !== undefined && entries.length > 0) {
      event.preventDefault()
      setActive((Math.min(active, entries.length - 1) + step + entries.length) % entries.length)
    } else if (event.key === 'Enter' && current) {
      event.preventDefault()
      choose(current.row)
    }
  }
  const type = (value: string) => {
    setText(value)
    setActive(0)
  }
  return (
    <>
      <label className={css['search']}>
        <Icon of={IconSearch} />
        <input
          role="combobox"
          aria-expanded
          aria-controls={id}
          aria-autocomplete="list"
          aria-activedescendant={current && `${id}-${current.key}`}
          aria-label={t(tenantsOnly ? 'switcher.searchTenant' : 'switcher.search')}
          placeholder={t(tenantsOnly ? 'switcher.searchTenant' : 'switcher.search')}
          value={text}
          onChange={(event) => type(event.currentTarget.value)}
          onKeyDown={press}
          data-autofocus
        />
      </label>
      <div className={css['list']} id={id} role="listbox" aria-label={t('switcher.title')} aria-busy={loading}>
        {groups.map((group) => (
          <div key={group.key} className={css['group']} role="group" aria-label={t(`switcher.group.${group.key}`)}>
            <p className={css['caption']} aria-hidden>
              {t(`switcher.group.${group.key}`)}
            </p>
            {group.rows.map((row) => {
              const key = `${group.key}-${row.id}`
              return (
                <OrganizationRowView
                  key={key}
                  id={`${id}-${key}`}
                  row={row}
                  recent={group.key === 'recent'}
                  isCurrent={row.handle === handle}
                  isActive={current?.key === key}
                  onChoose={() => choose(row)}
                />
              )
            })}
          </div>
        ))}
      </div>
      {groups.length === 0 && (
        <p className={css['nothing']} role="status">
          {loading
            ? t('common:loading')
            : text.trim() === ''
              ? t('switcher.typeName')
              : t('switcher.nothing', { text })}
        </p>
      )}
      {tenants > 0 && !tenantsOnly && may('tenants.work_as') && (
        <div className={css['more']}>
          <button type="button" className={css['row']} onClick={() => setTenantsOnly(true)}>
            <Icon of={IconUserShare} />
            <span>{t('switcher.workAs')}</span>
            <span className={css['note']}>
              {t('switcher.tenants', { count: tenants, number: format.number(tenants) })}
            </span>
          </button>
        </div>
      )}
    </>
  )
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
