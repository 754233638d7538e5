import { type DragEvent, type ReactNode, useState } from 'react'

interface DropAreaProps {
  className: string | undefined
  enabled: boolean
  onFiles: (files: readonly File[]) => void
  /** told whether a file is held over it */
  children: (over: boolean) => ReactNode
}

/** The whole page takes a file that is dropped, so that a near miss does not open it in place of the app. */
export function DropArea({ className, enabled, onFiles, children }: DropAreaProps) {
  const [over, setOver] = useState(false)
  const hold = (event: DragEvent) => {
    if (!event.dataTransfer.types.includes('Files')) return
    event.preventDefault()
    event.dataTransfer.dropEffect = enabled ? 'copy' : 'none'
    setOver(enabled)
  }
  const drop = (event: DragEvent) => {
    event.preventDefault()
    setOver(false)
    if (enabled) onFiles([...event.dataTransfer.files])
  }
  const leave = (event: DragEvent) => {
    const to = event.relatedTarget
    if (!(to instanceof Node && event.currentTarget.contains(to))) setOver(false)
  }
  return (
    <div className={className} onDragOver={hold} onDragLeave={leave} onDrop={drop}>
      {children(over)}
    </div>
  )
}
