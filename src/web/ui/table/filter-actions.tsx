import { useTranslation } from 'react-i18next'
import { Button } from '../button.tsx'
import css from './filter.module.css'

/** Applies a filter, or takes it away. */
export function FilterActions({ set, onClear }: { set: boolean; onClear: () => void }) {
  const { t } = useTranslation('lists')
  return (
    <div className={css['actions']}>
      <Button kind="primary" type="submit">
        {t('apply')}
      </Button>
      {set && (
        <Button kind="quiet" onClick={onClear}>
          {t('clear')}
        </Button>
      )}
    </div>
  )
}
