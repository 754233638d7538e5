import { IconHistory } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { Icon } from '../../ui/icon.tsx'
import { searchWords } from '../../ui/table/fold.ts'
import { Highlight } from '../../ui/table/highlight.tsx'
import { Keys } from '../keys.tsx'
import { Option } from '../option.tsx'
import type { Entry, Group } from './entry.ts'
import css from './palette.module.css'

interface PaletteListProps {
  id: string
  groups: readonly Group[]
  q: string
  activeKey: string | undefined
  loading: boolean
  onChoose: (entry: Entry) => void
}

/** What was found, by kind; the combobox above moves through it. */
export function PaletteList({ id, groups, q, activeKey, loading, onChoose }: PaletteListProps) {
  const { t } = useTranslation('shell')
  const words = searchWords(q)
  return (
    <div className={css['list']} id={id} role="listbox" aria-label={t('palette.results')} aria-busy={loading}>
      {groups.map((group) => (
        <div key={group.key} className={css['group']} role="group" aria-label={t(`palette.group.${group.key}`)}>
          <p className={css['caption']} aria-hidden>
            {t(`palette.group.${group.key}`)}
          </p>
          {group.entries.map((entry) => (
            <Row
              key={entry.key}
              id={`${id}-${entry.key}`}
              entry={entry}
              words={words}
              isActive={entry.key === activeKey}
              onChoose={() => onChoose(entry)}
            />
          ))}
        </div>
      ))}
    </div>
  )
}

interface RowProps {
  id: string
  entry: Entry
  words: readonly string[]
  isActive: boolean
  onChoose: () => void
}

function Row({ id, entry, words, isActive, onChoose }: RowProps) {
  const { t } = useTranslation('shell')
  return (
    <Option id={id} className={css['row']} isActive={isActive} isSelected={isActive} onChoose={onChoose}>
      <Icon of={entry.icon} />
      <span className={css['name']} title={entry.name}>
        <Highlight text={entry.name} words={words} />
      </span>
      {entry.note && <span className={css['note']}>{entry.note}</span>}
      {entry.recent && (
        <span className={css['recent']}>
          <Icon of={IconHistory} size={13} />
          {t('palette.recent')}
        </span>
      )}
      {entry.keys && (
        <span className={css['keys']} aria-hidden>
          <Keys keys={entry.keys} />
        </span>
      )}
    </Option>
  )
}

/** The keys of the palette itself. */
export function PaletteFoot() {
  const { t } = useTranslation('shell')
  return (
    <p className={css['foot']} aria-hidden>
      <span>
        <kbd>↑</kbd> <kbd>↓</kbd> {t('palette.hint.move')}
      </span>
      <span>
        <Keys keys="Enter" /> {t('palette.hint.go')}
      </span>
      <span>
        <Keys keys="Escape" /> {t('palette.hint.close')}
      </span>
    </p>
  )
}
