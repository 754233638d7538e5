import { useMantineColorScheme } from '@mantine/core'
import {
  IconApi,
  IconAdjustmentsHorizontal,
  IconDeviceDesktop,
  IconKeyboard,
  IconLogout,
  IconMoon,
  IconSun,
} from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { updateMe } from '../../api/identity.ts'
import { Language } from '../../api/shapes.ts'
import { currentLanguage, speak } from '../lib/i18n.ts'
import { useWrite } from '../lib/query.ts'
import { useRoleWords } from '../lib/role-words.ts'
import { useMe, useOrganization } from '../lib/session.tsx'
import { paths } from '../paths.ts'
import { Avatar } from '../ui/avatar.tsx'
import { classes } from '../ui/classes.ts'
import { Menu, MenuCaption, MenuDivider, MenuItem } from '../ui/menu.tsx'
import { ThemeToggle } from '../ui/theme-toggle.tsx'
import { toast } from '../ui/toast.tsx'
import hidden from '../ui/visually-hidden.module.css'
import { VisuallyHidden } from '../ui/visually-hidden.tsx'
import css from './person-menu.module.css'
import { useSignOut } from './use-sign-out.ts'

const schemes = [
  { value: 'light', icon: IconSun },
  { value: 'dark', icon: IconMoon },
  { value: 'auto', icon: IconDeviceDesktop },
] as const

/** Who is signed in: language, theme, own settings, signing out. */
export function PersonMenu({ onShortcuts }: { onShortcuts: () => void }) {
  const { t } = useTranslation(['shell', 'common'])
  const { person } = useMe()
  const { handle, roles } = useOrganization()
  const namesOf = useRoleWords()
  const { colorScheme, setColorScheme } = useMantineColorScheme()
  const signOut = useSignOut()
  const target = (
    <button type="button" className={css['person']}>
      <Avatar name={person.name} kind="self" />
      <span className={classes(css['who'], hidden['onRail'])}>
        <b>{person.name}</b>
        <span>{namesOf(roles).join(', ')}</span>
      </span>
      <VisuallyHidden>{t('person.open')}</VisuallyHidden>
    </button>
  )
  return (
    <div className={css['foot']}>
      <Menu target={target} position="top-start" width={252}>
        <LanguageItems />
        <MenuDivider />
        <MenuCaption>{t('person.theme')}</MenuCaption>
        {schemes.map(({ value, icon }) => (
          <MenuItem key={value} icon={icon} checked={colorScheme === value} stay onClick={() => setColorScheme(value)}>
            {t(`theme.${value}`)}
          </MenuItem>
        ))}
        <MenuDivider />
        <MenuItem icon={IconAdjustmentsHorizontal} to={paths.settings(handle)}>
          {t('nav.settings')}
        </MenuItem>
        <MenuItem icon={IconApi} to={paths.apiDocs()}>
          {t('person.api')}
        </MenuItem>
        <MenuItem icon={IconKeyboard} note="?" onClick={onShortcuts}>
          {t('shortcut.title')}
        </MenuItem>
        <MenuDivider />
        <MenuItem icon={IconLogout} onClick={() => void signOut()}>
          {t('person.signOut')}
        </MenuItem>
      </Menu>
      <ThemeToggle className={css['theme']} />
    </div>
  )
}

function LanguageItems() {
  const { t } = useTranslation(['shell', 'common'])
  const { mutate } = useWrite(updateMe, 'identity')
  const choose = async (language: Language) => {
    await speak(language)
    mutate({ body: { language } }, { onError: toast.failed })
  }
  return (
    <>
      <MenuCaption>{t('person.language')}</MenuCaption>
      {Language.options.map((language) => (
        <MenuItem key={language} checked={language === currentLanguage()} stay onClick={() => void choose(language)}>
          <span lang={language}>{t(`common:language.${language}`)}</span>
        </MenuItem>
      ))}
    </>
  )
}
