import { IconBuilding, IconCheck, IconChevronDown, IconHistory, IconMapPin, IconUserShare } from '@tabler/icons-react'
import { useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { Icon } from '../ui/icon.tsx'
import type { OrganizationRow } from './organization-rows.ts'
import css from './organization-switcher.module.css'

interface OrganizationRowViewProps {
  id: string
  row: OrganizationRow
  recent: boolean
  isCurrent: boolean
  isActive: boolean
  onChoose: () => void
}

/** One organisation in the switcher: how deep it stands, what it is, how one gets in. */
export function OrganizationRowView({ id, row, recent, isCurrent, isActive, onChoose }: OrganizationRowViewProps) {
  const { t } = useTranslation(['shell', 'common'])
  const element = useRef<HTMLDivElement>(null)
  useEffect(() => {
    if (isActive) element.current?.scrollIntoView({ block: 'nearest' })
  }, [isActive])
  return (
    // oxlint-disable-next-line jsx-a11y/click-events-have-key-events -- the combobox above carries the keys (aria-activedescendant)
    <div
      ref={element}
      id={id}
      role="option"
      tabIndex={-1}
      className={css['row']}
      style={{ '--depth': row.depth }}
      aria-selected={isCurrent}
      aria-disabled={row.entry === 'none' || undefined}
      data-active={isActive || undefined}
      onClick={onChoose}
    >
      <Icon of={iconOf(row, recent, isCurrent)} />
      <span>{row.name}</span>
      <span className={css['note']}>
        {isCurrent ? (
          <Icon of={IconCheck} />
        ) : (
          <>
            {t(`common:kind.${row.kind}`)}
            {row.visibility !== null && row.visibility !== 'all' && ` · ${t(`switcher.short.${row.visibility}`)}`}
          </>
        )}
      </span>
    </div>
  )
}

function iconOf(row: OrganizationRow, recent: boolean, isCurrent: boolean) {
  if (recent) return IconHistory
  if (isCurrent) return IconChevronDown
  if (row.kind === 'site') return IconMapPin
  return row.entry === 'work_as' ? IconUserShare : IconBuilding
}
