import { IconSearch } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { Icon } from '../ui/icon.tsx'
import { Keys } from './keys.tsx'
import css from './search-button.module.css'

/** Opens the command palette, and says by which key. */
export function SearchButton({ onClick }: { onClick: () => void }) {
  const { t } = useTranslation('shell')
  return (
    <button type="button" className={css['button']} title={t('palette.title')} onClick={onClick}>
      <Icon of={IconSearch} />
      <span className={css['word']}>{t('palette.open')}</span>
      <span className={css['keys']} aria-hidden>
        <Keys keys="mod+k" />
      </span>
    </button>
  )
}
