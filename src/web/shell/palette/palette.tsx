import { type KeyboardEvent, useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { isPressed } from '../../lib/shortcuts.ts'
import { VisuallyHidden } from '../../ui/visually-hidden.tsx'
import { type Entry, type Group, groupKeys, matchingEntries } from './entry.ts'
import { PaletteField } from '../palette-field.tsx'
import css from './palette.module.css'
import { PaletteFoot, PaletteList } from './palette-list.tsx'
import { type ShellCommands, useCommands, usePages } from './use-commands.ts'
import { useFound } from './use-found.ts'

interface PaletteProps extends ShellCommands {
  /** what was typed while its code was on the way */
  typed: string
  onClose: () => void
}

/** The command palette, within its frame: type to find any record, page or command, arrow keys to move, Enter to go (ux.md). */
export function Palette({ typed, onClose, ...shell }: PaletteProps) {
  const { t } = useTranslation('shell')
  const id = useId()
  const [q, setQ] = useState(typed)
  const { groups, loading, failed } = useAll(q, shell)
  const entries = groups.flatMap((group) => group.entries)
  const run = (entry: Entry) => {
    // the palette is gone before anything else opens, so that the focus comes back from there
    onClose()
    entry.run()
  }
  const { current, setChosen, press } = useKeys(entries, run, onClose)
  return (
    <>
      <PaletteField
        role="combobox"
        aria-expanded
        aria-controls={id}
        aria-autocomplete="list"
        aria-activedescendant={current && `${id}-${current.key}`}
        value={q}
        onChange={(event) => {
          setQ(event.currentTarget.value)
          setChosen(null)
        }}
        onKeyDown={press}
      />
      <PaletteList id={id} groups={groups} q={q} activeKey={current?.key} loading={loading} onChoose={run} />
      {failed && <p className={css['quiet']}>{t('palette.failed')}</p>}
      {entries.length === 0 && !failed && (
        <p className={css['quiet']}>{loading ? t('palette.loading') : t('palette.nothing', { q: q.trim() })}</p>
      )}
      <VisuallyHidden role="status">
        {loading ? t('palette.loading') : t('palette.found', { count: entries.length })}
      </VisuallyHidden>
      <PaletteFoot />
    </>
  )
}

const leap = 8

/** Which entry is chosen, and the keys that move the choice, follow it and close the palette. */
function useKeys(entries: readonly Entry[], run: (entry: Entry) => void, onClose: () => void) {
  const [chosen, setChosen] = useState<string | null>(null)
  const last = entries.length - 1
  const at = Math.max(
    0,
    entries.findIndex(({ key }) => key === chosen),
  )
  const current = entries[at]
  const press = (event: KeyboardEvent) => {
    const targets = {
      ArrowDown: at === last ? 0 : at + 1,
      ArrowUp: at === 0 ? last : at - 1,
      PageDown: Math.min(last, at + leap),
      PageUp: Math.max(0, at - leap),
    }
    const target = Object.entries(targets).find(([keys]) => isPressed(keys, event))?.[1]
    if (isPressed('mod+k', event)) onClose()
    else if (isPressed('Enter', event) && !event.nativeEvent.isComposing && current) run(current)
    else if (target !== undefined) setChosen(entries[target]?.key ?? null)
    else return
    event.preventDefault()
    event.stopPropagation()
  }
  return { current, setChosen, press }
}

/** Everything that matches, in the order of its kinds; without a text what was opened lately, the pages and the commands. */
function useAll(q: string, shell: ShellCommands): { groups: Group[]; loading: boolean; failed: boolean } {
  const pages = usePages()
  const commands = useCommands(shell)
  const { groups, loading, failed } = useFound(q)
  const own: Group[] = [
    { key: 'pages', entries: matchingEntries(pages, q) },
    { key: 'actions', entries: matchingEntries(commands, q) },
  ]
  const all = [...groups, ...own].filter(({ entries }) => entries.length > 0)
  return { groups: all.toSorted((a, b) => groupKeys.indexOf(a.key) - groupKeys.indexOf(b.key)), loading, failed }
}
