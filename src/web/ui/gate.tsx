import { IconLanguage } from '@tabler/icons-react'
import { type ReactNode, useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { Language } from '../../api/shapes.ts'
import { currentLanguage, speak } from '../lib/i18n.ts'
import { Brand } from './brand.tsx'
import { Button } from './button.tsx'
import css from './gate.module.css'
import { Harbour } from './harbour.tsx'
import { Menu, MenuItem } from './menu.tsx'
import { usePageTitle } from './page-title.ts'
import { ThemeToggle } from './theme-toggle.tsx'

interface GateProps {
  title: string
  lead?: ReactNode
  /** forms with more than two fields */
  wide?: boolean
  children: ReactNode
}

/** Pages before the door: sign-in, password link, set-up. */
export function Gate({ title, lead, wide, children }: GateProps) {
  usePageTitle(title)
  const box = useRef<HTMLElement>(null)
  const ready = useRef<HTMLElement>(null)
  useEffect(() => {
    // these pages are there to type something: the first field is ready, once for each form
    const first = box.current?.querySelector<HTMLElement>('input:not([type=radio], [type=checkbox])') ?? null
    if (first !== ready.current) first?.focus({ preventScroll: true })
    ready.current = first
  })
  return (
    <div className={css['gate']}>
      <div className={css['side']}>
        <header className={css['head']}>
          <Brand />
          <LanguageMenu />
          <ThemeToggle />
        </header>
        <main ref={box} className={css['box']} data-wide={wide || undefined} tabIndex={-1}>
          <h1>{title}</h1>
          {lead && <p className={css['lead']}>{lead}</p>}
          {children}
        </main>
      </div>
      <div className={css['picture']}>
        <Harbour />
      </div>
    </div>
  )
}

function LanguageMenu() {
  const { t } = useTranslation('common')
  const target = (
    <Button kind="quiet" icon={IconLanguage} className={css['language']}>
      {t(`language.${currentLanguage()}`)}
    </Button>
  )
  return (
    <Menu target={target} position="bottom-end" width={160}>
      {Language.options.map((language) => (
        <MenuItem key={language} checked={language === currentLanguage()} onClick={() => void speak(language)}>
          <span lang={language}>{t(`language.${language}`)}</span>
        </MenuItem>
      ))}
    </Menu>
  )
}
