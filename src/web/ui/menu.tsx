import { Menu as MantineMenu, type MenuProps as MantineMenuProps } from '@mantine/core'
import { IconCheck, type Icon as TablerIcon } from '@tabler/icons-react'
import type { ReactElement, ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { useGo } from '../lib/location.ts'
import { classes } from './classes.ts'
import { Icon } from './icon.tsx'
import css from './menu.module.css'

interface MenuProps extends Omit<MantineMenuProps, 'children'> {
  /** the button that opens it */
  target: ReactElement
  children: ReactNode
}

// a long menu in a low window scrolls; none reaches beyond the window
const middlewares: NonNullable<MantineMenuProps['middlewares']> = {
  flip: true,
  shift: true,
  size: {
    padding: 8,
    apply: ({ availableHeight, elements }) => {
      elements.floating.style.maxHeight = `${availableHeight}px`
    },
  },
}

/** What floats from a button. Arrow keys, first letters and Escape work. */
export function Menu({ target, children, ...rest }: MenuProps) {
  return (
    <MantineMenu
      withInitialFocusPlaceholder={false}
      alignItemsLabels="none"
      middlewares={middlewares}
      {...rest}
      classNames={{ dropdown: css['menu'] ?? '' }}
    >
      <MantineMenu.Target>{target}</MantineMenu.Target>
      <MantineMenu.Dropdown>{children}</MantineMenu.Dropdown>
    </MantineMenu>
  )
}

interface MenuItemProps {
  icon?: TablerIcon | undefined
  children: ReactNode
  /** muted, at the right: a count, a key, a kind */
  note?: ReactNode
  checked?: boolean
  danger?: boolean
  /** why it is not possible; stands below it (ACC-8) */
  locked?: string | undefined
  /** explains the lock where it is chosen nevertheless (ACC-18) */
  onLocked?: () => void
  /** keeps the menu open */
  stay?: boolean
  /** an address made by `paths` */
  to?: string
  onClick?: () => void
}

/** One choice of a menu; with `checked` one that is on or off. */
export function MenuItem({
  icon,
  children,
  note,
  checked,
  danger,
  locked,
  onLocked,
  stay,
  to,
  onClick,
}: MenuItemProps) {
  const { t } = useTranslation('common')
  const go = useGo()
  const run = () => {
    if (locked !== undefined) return onLocked?.()
    onClick?.()
    if (to !== undefined) go(to)
  }
  const shared = {
    classNames: {
      item: classes(css['item'], danger && css['danger']),
      itemLabel: css['label'] ?? '',
      itemIndicator: css['indicator'] ?? '',
    },
    closeMenuOnClick: !stay && (locked === undefined || onLocked !== undefined),
    'aria-disabled': locked !== undefined || undefined,
  }
  const content = (
    <>
      {icon && <Icon of={icon} />}
      <span className={css['word']}>{children}</span>
      {note !== undefined && <span className={css['note']}>{note}</span>}
      {checked && <Icon of={IconCheck} className={css['check']} />}
      {locked !== undefined && (
        <span className={css['why']}>
          {locked} {onLocked && <u>{t('action.why')}</u>}
        </span>
      )}
    </>
  )
  if (checked === undefined) {
    return (
      <MantineMenu.Item {...shared} onClick={run}>
        {content}
      </MantineMenu.Item>
    )
  }
  return (
    <MantineMenu.CheckboxItem {...shared} checked={checked} onChange={run}>
      {content}
    </MantineMenu.CheckboxItem>
  )
}

/** Small words above a group of choices. */
export function MenuCaption({ children }: { children: ReactNode }) {
  return <MantineMenu.Label className={css['caption']}>{children}</MantineMenu.Label>
}

/** A line between groups. */
export function MenuDivider() {
  return <MantineMenu.Divider className={css['divider']} />
}
