import { useMantineColorScheme } from '@mantine/core'
import {
  IconBuilding,
  IconDeviceDesktop,
  IconKeyboard,
  IconLanguage,
  IconLogout,
  IconMoon,
  IconPlus,
  IconSun,
  IconTableImport,
  IconUserPlus,
} from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { updateMe } from '../../../api/identity.ts'
import type { Language } from '../../../api/shapes.ts'
import { currentLanguage, speak } from '../../lib/i18n.ts'
import { useGo } from '../../lib/location.ts'
import { useWrite } from '../../lib/query.ts'
import { useOrganization } from '../../lib/session.tsx'
import { paths } from '../../paths.ts'
import { toast } from '../../ui/toast.tsx'
import { navGroups } from '../nav-items.ts'
import { useSignOut } from '../use-sign-out.ts'
import type { Entry } from './entry.ts'

/** What the shell does for the palette. */
export interface ShellCommands {
  onShortcuts: () => void
  onSwitch: () => void
}

/** The pages that are open to the reader (ACC-5, ACC-6), as the navigation has them. */
export function usePages(): Entry[] {
  const { t } = useTranslation('shell')
  const go = useGo()
  const organization = useOrganization()
  return navGroups.flatMap(({ items }) =>
    items
      .filter((item) => item.isOpen?.(organization) ?? true)
      .map(({ key, icon, to }) => ({
        key: `page-${key}`,
        icon,
        name: t(`nav.${key}`),
        run: () => go(to(organization.handle)),
      })),
  )
}

/** Everything that can be done from any page, as far as the reader may (ACC-6). */
export function useCommands(shell: ShellCommands): Entry[] {
  return [...useRecordCommands(), ...useShellCommands(shell)]
}

function useRecordCommands(): Entry[] {
  const { t } = useTranslation('shell')
  const go = useGo()
  const { handle, may, isOpen, visibility } = useOrganization()
  // who sees nothing creates nothing (ACC-8a)
  const creates = isOpen('customers') && may('customers.create') && visibility !== 'none'
  const command = (
    allowed: boolean,
    key: 'newCustomer' | 'newProspect' | 'importFile' | 'invite',
    icon: Entry['icon'],
    to: string,
  ) => (allowed ? [{ key: `action-${key}`, icon, name: t(`palette.action.${key}`), run: () => go(to) }] : [])
  return [
    ...command(creates, 'newCustomer', IconPlus, paths.customers(handle, '?new=customer')),
    ...command(creates, 'newProspect', IconPlus, paths.customers(handle, '?new=prospect')),
    ...command(isOpen('customers') && may('customers.import'), 'importFile', IconTableImport, paths.imports(handle)),
    ...command(may('people.manage') && may('people.read'), 'invite', IconUserPlus, paths.people(handle, '?new=person')),
  ]
}

const schemes = [
  { scheme: 'light', key: 'themeLight', icon: IconSun },
  { scheme: 'dark', key: 'themeDark', icon: IconMoon },
  { scheme: 'auto', key: 'themeAuto', icon: IconDeviceDesktop },
] as const
const languages = [
  { language: 'de', key: 'languageDe' },
  { language: 'en', key: 'languageEn' },
] as const

function useShellCommands({ onShortcuts, onSwitch }: ShellCommands): Entry[] {
  const { t } = useTranslation('shell')
  const { colorScheme, setColorScheme } = useMantineColorScheme()
  const { mutate } = useWrite(updateMe, 'identity')
  const signOut = useSignOut()
  const choose = async (language: Language) => {
    await speak(language)
    mutate({ body: { language } }, { onError: toast.failed })
  }
  return [
    { key: 'action-switch', icon: IconBuilding, name: t('palette.action.switch'), keys: 'o', run: onSwitch },
    ...schemes
      .filter(({ scheme }) => scheme !== colorScheme)
      .map(({ scheme, key, icon }) => ({
        key: `action-${key}`,
        icon,
        name: t(`palette.action.${key}`),
        run: () => setColorScheme(scheme),
      })),
    ...languages
      .filter(({ language }) => language !== currentLanguage())
      .map(({ language, key }) => ({
        key: `action-${key}`,
        icon: IconLanguage,
        name: t(`palette.action.${key}`),
        run: () => void choose(language),
      })),
    { key: 'action-shortcuts', icon: IconKeyboard, name: t('palette.action.shortcuts'), keys: '?', run: onShortcuts },
    { key: 'action-signOut', icon: IconLogout, name: t('palette.action.signOut'), run: () => void signOut() },
  ]
}
