import { useState } from 'react'
import type { TableModel } from './use-table-model.ts'

/** Whether records are being chosen where there is no column of boxes. */
export interface Selecting {
  on: boolean
  set: (on: boolean) => void
}

/** Choosing records where the window is too narrow for a column of boxes (LST-8); null where it is not. */
export function useSelecting(model: TableModel, enabled: boolean): Selecting | null {
  const [on, setOn] = useState(false)
  const [wasEnabled, setWasEnabled] = useState(enabled)
  if (enabled !== wasEnabled) {
    setWasEnabled(enabled)
    // a window that has become narrow keeps what was chosen in it
    if (enabled && Object.keys(model.selected).length > 0) setOn(true)
  }
  if (!enabled) return null
  const set = (next: boolean) => {
    setOn(next)
    // whoever stops choosing has nothing chosen
    if (!next) model.clearSelection()
  }
  return { on, set }
}
