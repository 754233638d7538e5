import type { KeyboardEvent, ReactNode } from 'react'
import css from './tabs.module.css'

export interface Tab {
  key: string
  label: string
  count?: string | undefined
  icon?: ReactNode
}

interface TabsProps {
  label: string
  tabs: readonly Tab[]
  value: string
  onChange: (key: string) => void
  /** id of the panel the tabs switch */
  controls: string
}

/** Index tabs: the open one belongs to the sheet below it. Arrow keys move. */
export function Tabs({ label, tabs, value, onChange, controls }: TabsProps) {
  const move = (event: KeyboardEvent<HTMLDivElement>) => {
    const at = tabs.findIndex((tab) => tab.key === value)
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key]
    const to =
      event.key === 'Home' ? 0 : event.key === 'End' ? tabs.length - 1 : step && (at + step + tabs.length) % tabs.length
    const next = to === undefined ? undefined : tabs[to]
    if (!next) return
    event.preventDefault()
    onChange(next.key)
    event.currentTarget.querySelector<HTMLElement>(`[data-key="${CSS.escape(next.key)}"]`)?.focus()
  }
  return (
    <div className={css['tabs']} role="tablist" aria-label={label} onKeyDown={move}>
      {tabs.map((tab) => (
        <button
          key={tab.key}
          type="button"
          role="tab"
          data-key={tab.key}
          className={css['tab']}
          aria-selected={tab.key === value}
          aria-controls={controls}
          tabIndex={tab.key === value ? 0 : -1}
          onClick={() => onChange(tab.key)}
        >
          {tab.label}
          {tab.count !== undefined && <span className={css['count']}>{tab.count}</span>}
          {tab.icon}
        </button>
      ))}
    </div>
  )
}
