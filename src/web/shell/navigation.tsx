import { useLocation } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { useOrganization } from '../lib/session.tsx'
import { Icon } from '../ui/icon.tsx'
import { Link } from '../ui/link.tsx'
import hidden from '../ui/visually-hidden.module.css'
import { navGroups } from './nav-items.ts'
import css from './navigation.module.css'

/** The open modules, icons and words; the page that is open is an index tab of its sheet. */
export function Navigation({ onFollow }: { onFollow?: () => void }) {
  const { t } = useTranslation('shell')
  const organization = useOrganization()
  const pathname = useLocation({ select: (location) => location.pathname })
  return (
    <nav className={css['nav']} aria-label={t('nav.label')}>
      {navGroups.map((group) => {
        const items = group.items.filter((item) => item.isOpen?.(organization) ?? true)
        if (items.length === 0) return null
        return (
          <div key={group.key} role="group" aria-label={t(`nav.group.${group.key}`)}>
            {group.key !== 'main' && (
              <p className={css['group']} aria-hidden>
                {t(`nav.group.${group.key}`)}
              </p>
            )}
            {items.map((item) => {
              const to = item.to(organization.handle)
              const open = item.key === 'home' ? pathname === to : pathname === to || pathname.startsWith(`${to}/`)
              return (
                <Link
                  key={item.key}
                  to={to}
                  className={css['item']}
                  aria-current={open ? 'page' : undefined}
                  title={t(`nav.${item.key}`)}
                  onClick={onFollow}
                >
                  <Icon of={item.icon} />
                  <span className={hidden['onRail']}>{t(`nav.${item.key}`)}</span>
                </Link>
              )
            })}
          </div>
        )
      })}
    </nav>
  )
}
