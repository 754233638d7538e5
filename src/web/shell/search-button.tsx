import { IconSearch } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { classes } from '../ui/classes.ts'
import { Icon } from '../ui/icon.tsx'
import hidden from '../ui/visually-hidden.module.css'
import { Keys } from './keys.tsx'
import css from './search-button.module.css'

/** Opens the command palette, and says by which key. */
export function SearchButton({ onClick }: { onClick: () => void }) {
  const { t } = useTranslation('shell')
  return (
    <button type="button" className={css['button']} title={t('palette.title')} onClick={onClick}>
      <Icon of={IconSearch} />
      <span className={classes(css['word'], hidden['onRail'])}>{t('palette.open')}</span>
      <span className={css['keys']} aria-hidden>
        <Keys keys="mod+k" />
      </span>
    </button>
  )
}
