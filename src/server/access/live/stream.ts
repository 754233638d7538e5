import { Readable } from 'node:stream'
import type { LiveEventName } from '../../../api/events.ts'

/** A reader who takes nothing is let go, and reads everything again when coming back. */
const mostUnread = 256 * 1024

const comeBackAfter = 2_000

/** One open event stream: what a window listens to. */
export class LiveStream {
  readonly session: string
  readonly readable: Readable = new Readable({ read: () => undefined })
  /** rights were told to change while it was being opened */
  unsure = false
  private ended = false

  constructor(session: string) {
    this.session = session
  }

  /** Whether anything more can be told. Behind a slow reader, the end is said long before it is read. */
  get isOpen(): boolean {
    return !this.ended && !this.readable.destroyed
  }

  /** The reply begins with its first piece. `retry`: how long a browser waits before it comes back. */
  begin(): void {
    if (this.isOpen) this.readable.push(`retry: ${comeBackAfter}\n\n`)
  }

  tell(event: LiveEventName, data: object = {}): void {
    if (!this.isOpen) return
    this.readable.push(`event: ${event}\ndata: ${JSON.stringify(data)}\n\n`)
    if (this.readable.readableLength > mostUnread) this.readable.destroy()
  }

  end(): void {
    if (!this.isOpen) return
    this.ended = true
    this.readable.push(null)
  }
}
