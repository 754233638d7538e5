import { IconSearch, IconX } from '@tabler/icons-react'
import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useShortcut } from '../../lib/shortcuts.ts'
import { classes } from '../classes.ts'
import { Icon } from '../icon.tsx'
import box from '../search-box.module.css'
import css from './bar.module.css'

const pause = 200

interface SearchFieldProps {
  placeholder: string
  value: string
  onChange: (q: string) => void
  /** arrow down goes from the search into the rows */
  onDown: () => void
}

/** The search of a list: finds as one types (LST-1), `/` goes to it (LST-8). */
export function SearchField({ placeholder, value, onChange, onDown }: SearchFieldProps) {
  const { t } = useTranslation('lists')
  const input = useRef<HTMLInputElement>(null)
  const [text, setText] = useState(value)
  const sent = useRef(value)
  useEffect(() => {
    // back and forward change the address, and with it the field
    if (value !== sent.current) {
      sent.current = value
      setText(value)
    }
  }, [value])
  useEffect(() => {
    if (text.trim() === sent.current) return
    const timer = setTimeout(() => {
      sent.current = text.trim()
      onChange(sent.current)
    }, pause)
    return () => clearTimeout(timer)
  }, [text, onChange])
  useShortcut('/', t('focusSearch'), () => input.current?.select())
  return (
    <search className={classes(box['framed'], css['search'])}>
      <Icon of={IconSearch} />
      <input
        ref={input}
        aria-label={t('search')}
        placeholder={placeholder}
        value={text}
        maxLength={200}
        autoComplete="off"
        spellCheck={false}
        onChange={(event) => setText(event.target.value)}
        onKeyDown={(event) => {
          if (event.key === 'ArrowDown') {
            event.preventDefault()
            onDown()
          } else if (event.key === 'Escape') setText('')
        }}
      />
      {text === '' ? (
        <kbd aria-hidden>/</kbd>
      ) : (
        <button
          type="button"
          className={css['clear']}
          aria-label={t('clearSearch')}
          title={t('clearSearch')}
          onClick={() => setText('')}
        >
          <Icon of={IconX} />
        </button>
      )}
    </search>
  )
}
