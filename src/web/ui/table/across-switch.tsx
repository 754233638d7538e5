import { useTranslation } from 'react-i18next'
import type { List } from '../../../api/lists.ts'
import { useSearchState } from '../../lib/location.ts'
import { useMe, useOrganization } from '../../lib/session.tsx'
import { Checkbox } from '../field.tsx'
import { Lock } from '../lock.tsx'
import css from './bar.module.css'
import { useAcross } from './use-across.ts'

/** Lists over all own organisations of the operator (ACC-10); locked, with the reason, while working as another one. */
export function AcrossSwitch({ list }: { list: Pick<List, 'defaultSort' | 'across'> }) {
  const { t } = useTranslation('lists')
  const [, setSearch] = useSearchState()
  const { across: offered, home } = useOrganization()
  const several = useMe().memberships.length > 1
  const { across } = useAcross(list)
  const isLocked = !offered && home !== null && several
  if (!list.across || (!offered && !isLocked)) return null
  const toggle = () => {
    if (!isLocked) setSearch({ across: across ? undefined : 'memberships' })
  }
  return (
    <label className={css['across']}>
      <Lock why={isLocked ? t('across.workingAs', { home: home?.name ?? '' }) : undefined}>
        <Checkbox
          role="switch"
          aria-checked={across !== undefined}
          checked={across !== undefined}
          aria-disabled={isLocked || undefined}
          onChange={toggle}
        />
      </Lock>
      <span>{t('across.label')}</span>
    </label>
  )
}
