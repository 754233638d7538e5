import { type DragEvent, type ReactNode, type RefObject, useState } from 'react'
import { classes } from './classes.ts'
import css from './drop-area.module.css'

interface DropAreaProps {
  enabled: boolean
  onFiles: (files: readonly File[]) => void
  /** told whether a file is held over it */
  children: (over: boolean) => ReactNode
}

/** The whole page takes a file that is dropped, so that a near miss does not open it in place of the app. */
export function DropArea({ enabled, onFiles, children }: DropAreaProps) {
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
    <div className={css['area']} onDragOver={hold} onDragLeave={leave} onDrop={drop}>
      {children(over)}
    </div>
  )
}

interface DropFrameProps {
  /** whether a file is held over the page */
  over: boolean
  className: string | undefined
  children: ReactNode
}

/** The frame within the page that says what may be dropped there. */
export function DropFrame({ over, className, children }: DropFrameProps) {
  return <div className={classes(css['frame'], over && css['over'], className)}>{children}</div>
}

interface FileInputProps {
  /** for the button that opens it, since it is not seen */
  ref: RefObject<HTMLInputElement | null>
  accept: string
  onFile: (file: File) => void
}

/** Chooses the file that somebody does not drop. */
export function FileInput({ ref, accept, onFile }: FileInputProps) {
  return (
    <input
      ref={ref}
      type="file"
      hidden
      accept={accept}
      onChange={({ currentTarget }) => {
        const file = currentTarget.files?.[0]
        // the same file may be chosen again, once it is mended
        currentTarget.value = ''
        if (file) onFile(file)
      }}
    />
  )
}
