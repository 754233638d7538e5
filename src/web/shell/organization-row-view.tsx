import { IconBuilding, IconCheck, IconChevronDown, IconHistory, IconMapPin, IconUserShare } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { Icon } from '../ui/icon.tsx'
import type { OrganizationRow } from './organization-rows.ts'
import css from './organization-switcher.module.css'
import { Option } from './option.tsx'

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
  return (
    <Option
      id={id}
      className={css['row']}
      depth={row.depth}
      isActive={isActive}
      isSelected={isCurrent}
      isDisabled={row.entry === 'none'}
      onChoose={onChoose}
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
    </Option>
  )
}

function iconOf(row: OrganizationRow, recent: boolean, isCurrent: boolean) {
  if (recent) return IconHistory
  if (isCurrent) return IconChevronDown
  if (row.kind === 'site') return IconMapPin
  return row.entry === 'work_as' ? IconUserShare : IconBuilding
}
