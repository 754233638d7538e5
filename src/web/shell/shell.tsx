import { Drawer } from '@mantine/core'
import { useMediaQuery } from '@mantine/hooks'
import { IconMenu, IconSearch } from '@tabler/icons-react'
import { useRouter } from '@tanstack/react-router'
import { type MouseEvent, type ReactNode, useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { queryClient } from '../lib/query.ts'
import { useOrganization } from '../lib/session.tsx'
import { shortName } from '../lib/short-name.ts'
import { useShortcut } from '../lib/shortcuts.ts'
import { useFetched } from '../lib/use-fetched.ts'
import { Seal } from '../ui/avatar.tsx'
import { IconButton } from '../ui/button.tsx'
import { classes } from '../ui/classes.ts'
import { toast } from '../ui/toast.tsx'
import { ActingBanner } from './acting-banner.tsx'
import { Navigation } from './navigation.tsx'
import { OrganizationSwitcher } from './organization-switcher.tsx'
import { PaletteFrame } from './palette-frame.tsx'
import { PersonMenu } from './person-menu.tsx'
import { SearchButton } from './search-button.tsx'
import css from './shell.module.css'
import { ShellHead } from './shell-head.tsx'
import { ShortcutsDialog } from './shortcuts-dialog.tsx'

// fetched once the page is calm: whoever types right after the key must not wait for it
const fetchPalette = async () => (await import('./palette/palette.tsx')).Palette
const calmAfter = 1_500

/** The frame of every page below `/o/:handle`: navigation left, the sheet right, the banner across both while working as. */
export function Shell({ children }: { children: ReactNode }) {
  const { t } = useTranslation(['shell', 'common'])
  const { home } = useOrganization()
  const narrow = useMediaQuery('(max-width: 640px)', undefined, { getInitialValueInEffect: false })
  const [drawer, setDrawer] = useState(false)
  const [switching, setSwitching] = useState(false)
  const { dialogs, openPalette, openShortcuts } = useShellDialogs(() => {
    setDrawer(narrow)
    setSwitching(true)
  })
  const rail = (onFollow?: () => void) => (
    <>
      <OrganizationSwitcher open={switching} onOpen={setSwitching} />
      <SearchButton onClick={openPalette} />
      <Navigation {...(onFollow ? { onFollow } : {})} />
      <PersonMenu onShortcuts={openShortcuts} />
    </>
  )
  return (
    <div className={classes(css['app'], home !== null && css['acting'])}>
      <a className={css['skip']} href="#main" onClick={skip}>
        {t('skip')}
      </a>
      <ActingBanner />
      {narrow ? (
        <MobileHead drawer={drawer} onDrawer={() => setDrawer(true)} onSearch={openPalette} />
      ) : (
        <section className={css['nav']} aria-label={t('nav.frame')}>
          <div className={css['brand']}>
            <ShellHead />
          </div>
          {rail()}
        </section>
      )}
      <Drawer
        opened={narrow && drawer}
        onClose={() => setDrawer(false)}
        title={<ShellHead />}
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
      {dialogs}
    </div>
  )
}

interface MobileHeadProps {
  drawer: boolean
  onDrawer: () => void
  onSearch: () => void
}

/** Where the window is too narrow for the navigation: the way to it, who one acts for, and the search. */
function MobileHead({ drawer, onDrawer, onSearch }: MobileHeadProps) {
  const { t } = useTranslation('shell')
  const { home, organization } = useOrganization()
  return (
    <section className={css['mobile']} aria-label={t('nav.frame')}>
      <IconButton icon={IconMenu} label={t('nav.open')} aria-expanded={drawer} onClick={onDrawer} />
      <Seal name={organization.name} kind={home ? 'acting' : 'normal'} />
      <b title={organization.name}>{shortName(organization.name)}</b>
      <IconButton className={css['find']} icon={IconSearch} label={t('palette.title')} onClick={onSearch} />
    </section>
  )
}

/** The command palette and the keys, from everywhere. */
function useShellDialogs(onSwitch: () => void) {
  const { t } = useTranslation('shell')
  const router = useRouter()
  const [open, setOpen] = useState<'palette' | 'shortcuts' | null>(null)
  const openPalette = () => setOpen('palette')
  const openShortcuts = () => setOpen('shortcuts')
  const close = () => setOpen(null)
  const Palette = useFetched(open === 'palette', fetchPalette, () => {
    close()
    toast.failed(t('palette.unreachable'))
  })
  useShortcut('mod+k', t('shortcut.palette'), openPalette, true, 'everywhere')
  useShortcut('?', t('shortcut.help'), openShortcuts, true, 'everywhere')
  useEffect(() => {
    const timer = setInterval(() => {
      if (router.state.status === 'pending' || queryClient.isFetching() > 0) return
      clearInterval(timer)
      // offline now, it is fetched when it is asked for
      void fetchPalette().catch(() => undefined)
    }, calmAfter)
    return () => clearInterval(timer)
  }, [router])
  const dialogs = (
    <>
      {open === 'palette' && (
        <PaletteFrame onClose={close}>
          {Palette && ((typed) => <Palette {...{ typed, onSwitch }} onClose={close} onShortcuts={openShortcuts} />)}
        </PaletteFrame>
      )}
      {open === 'shortcuts' && <ShortcutsDialog onClose={close} />}
    </>
  )
  return { dialogs, openPalette, openShortcuts }
}

/** To the content, without an entry of the history that the router does not know. */
function skip(event: MouseEvent): void {
  event.preventDefault()
  document.getElementById('main')?.focus()
}
