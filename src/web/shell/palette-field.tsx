import { IconSearch } from '@tabler/icons-react'
import type { ComponentProps } from 'react'
import { useTranslation } from 'react-i18next'
import { classes } from '../ui/classes.ts'
import { Icon } from '../ui/icon.tsx'
import box from '../ui/search-box.module.css'
import css from './palette-frame.module.css'

interface PaletteFieldProps extends Omit<ComponentProps<'input'>, 'ref'> {
  /** what is found in it is on the way */
  busy?: boolean
}

/** The field of the command palette, before its code is there and afterwards. */
export function PaletteField({ busy, ...rest }: PaletteFieldProps) {
  const { t } = useTranslation('shell')
  return (
    <label className={classes(box['plain'], css['search'])} aria-busy={busy}>
      <Icon of={IconSearch} size={18} />
      <input
        {...rest}
        aria-label={t('palette.title')}
        placeholder={t('palette.placeholder')}
        maxLength={200}
        autoComplete="off"
        spellCheck={false}
        ref={focus}
        data-autofocus
      />
    </label>
  )
}

/** Before the focus trap does it: nothing typed right after opening is lost. */
function focus(field: HTMLInputElement | null): void {
  field?.focus({ preventScroll: true })
}
