import { IconChevronDown, IconPlus } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { CustomerStatus } from '../../../api/customers.ts'
import { useOrganization } from '../../lib/session.tsx'
import { Button } from '../../ui/button.tsx'
import { Icon } from '../../ui/icon.tsx'
import { Menu, MenuItem } from '../../ui/menu.tsx'
import { useWhy } from '../../ui/table/use-why.ts'
import css from './customers.module.css'

/** *Neuer Kunde*, and behind the arrow *Neuer Interessent* (CUS-2). */
export function NewCustomerButton({ onCreate }: { onCreate: (status: CustomerStatus) => void }) {
  const { t } = useTranslation('customers')
  const why = useWhy()
  const { visibility } = useOrganization()
  // ACC-8a: who sees nothing creates nothing
  const locked = visibility === 'none' ? why({ ok: false, why: 'access.visibility_none' }) : undefined
  if (locked !== undefined) {
    return (
      <Button icon={IconPlus} locked={locked}>
        {t('new.customer')}
      </Button>
    )
  }
  return (
    <span className={css['split']}>
      <Button kind="primary" icon={IconPlus} onClick={() => onCreate('customer')}>
        {t('new.customer')}
      </Button>
      <Menu
        position="bottom-end"
        target={
          <Button kind="primary" aria-label={t('new.more')} title={t('new.more')}>
            <Icon of={IconChevronDown} />
          </Button>
        }
      >
        <MenuItem icon={IconPlus} onClick={() => onCreate('prospect')}>
          {t('new.prospect')}
        </MenuItem>
      </Menu>
    </span>
  )
}
