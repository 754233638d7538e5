import { Popover } from '@mantine/core'
import { IconSelector } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { useOrganization } from '../lib/session.tsx'
import { shownKind } from '../lib/shown-kind.ts'
import { shortName } from '../lib/short-name.ts'
import { useShortcut } from '../lib/shortcuts.ts'
import { Seal } from '../ui/avatar.tsx'
import { classes } from '../ui/classes.ts'
import { Icon } from '../ui/icon.tsx'
import panel from '../ui/panel.module.css'
import hidden from '../ui/visually-hidden.module.css'
import { VisuallyHidden } from '../ui/visually-hidden.tsx'
import { OrganizationPicker } from './organization-picker.tsx'
import css from './organization-switcher.module.css'

/** Who one acts for, and the way to act for somebody else. */
export function OrganizationSwitcher({ open, onOpen: setOpen }: { open: boolean; onOpen: (open: boolean) => void }) {
  const { t } = useTranslation(['shell', 'common'])
  const { organization, home, visibility } = useOrganization()
  useShortcut('o', t('shortcut.organization'), () => setOpen(true), true, 'everywhere')
  const kind = shownKind(organization)
  return (
    <Popover opened={open} onChange={setOpen} position="bottom-start" width={330} trapFocus returnFocus>
      <Popover.Target>
        <button
          type="button"
          className={classes(css['org'], home !== null && css['acting'])}
          onClick={() => setOpen(!open)}
        >
          <Seal name={organization.name} kind={home ? 'acting' : 'normal'} />
          <span className={classes(css['who'], hidden['onRail'])}>
            <b title={organization.name}>{shortName(organization.name)}</b>
            <span>
              {t(`common:kind.${kind}`)}
              {kind !== 'customer' && ` · ${t(`switcher.visibility.${visibility}`)}`}
            </span>
          </span>
          <VisuallyHidden>{t('switcher.title')}</VisuallyHidden>
          <Icon of={IconSelector} className={css['arrows']} />
        </button>
      </Popover.Target>
      <Popover.Dropdown className={panel['panel']} aria-label={t('switcher.title')}>
        <OrganizationPicker onDone={() => setOpen(false)} />
      </Popover.Dropdown>
    </Popover>
  )
}
