import { Drawer } from '@mantine/core'
import { useMediaQuery } from '@mantine/hooks'
import { IconMenu } from '@tabler/icons-react'
import { type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useOrganization } from '../lib/session.tsx'
import { shortName } from '../lib/short-name.ts'
import { useShortcut } from '../lib/shortcuts.ts'
import { Seal } from '../ui/avatar.tsx'
import { Brand } from '../ui/brand.tsx'
import { IconButton } from '../ui/button.tsx'
import { classes } from '../ui/classes.ts'
import { ActingBanner } from './acting-banner.tsx'
import { Navigation } from './navigation.tsx'
import { OrganizationSwitcher } from './organization-switcher.tsx'
import { PersonMenu } from './person-menu.tsx'
import css from './shell.module.css'
import { ShortcutsDialog } from './shortcuts-dialog.tsx'

/** The frame of every page below `/o/:handle`: navigation left, the sheet right, the banner across both while working as. */
export function Shell({ children }: { children: ReactNode }) {
  const { t } = useTranslation(['shell', 'common'])
  const { home, organization } = useOrganization()
  const narrow = useMediaQuery('(max-width: 640px)', undefined, { getInitialValueInEffect: false })
  const [drawer, setDrawer] = useState(false)
  const [shortcuts, setShortcuts] = useState(false)
  useShortcut('?', t('shortcut.help'), () => setShortcuts(true))
  const rail = (onFollow?: () => void) => (
    <>
      <OrganizationSwitcher />
      <Navigation {...(onFollow ? { onFollow } : {})} />
      <PersonMenu onShortcuts={() => setShortcuts(true)} />
    </>
  )
  return (
    <div className={classes(css['app'], home !== null && css['acting'])}>
      <a className={css['skip']} href="#main">
        {t('skip')}
      </a>
      <ActingBanner />
      {narrow ? (
        <section className={css['mobile']} aria-label={t('nav.frame')}>
          <IconButton icon={IconMenu} label={t('nav.open')} aria-expanded={drawer} onClick={() => setDrawer(true)} />
          <Seal name={organization.name} kind={home ? 'acting' : 'normal'} />
          <b title={organization.name}>{shortName(organization.name)}</b>
        </section>
      ) : (
        <section className={css['nav']} aria-label={t('nav.frame')}>
          <div className={css['brand']}>
            <Brand />
          </div>
          {rail()}
        </section>
      )}
      <Drawer
        opened={narrow && drawer}
        onClose={() => setDrawer(false)}
        title={<Brand />}
        size={288}
        closeButtonProps={{ 'aria-label': t('common:action.close') }}
        transitionProps={{ duration: 90 }}
        classNames={{
          overlay: css['scrim'] ?? '',
          content: css['drawer'] ?? '',
          header: css['drawerHead'] ?? '',
          body: css['drawerBody'] ?? '',
        }}
      >
        {rail(() => setDrawer(false))}
      </Drawer>
      <main id="main" className={css['main']} tabIndex={-1}>
        {children}
      </main>
      {shortcuts && <ShortcutsDialog onClose={() => setShortcuts(false)} />}
    </div>
  )
}
