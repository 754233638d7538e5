import { useEffect, useRef } from 'react'
import { beatEvery, HelloEvent, LiveKind, ManyEvent, openEvents, RowsEvent } from '../../api/events.ts'
import { readContext } from '../../api/identity.ts'
import { href } from './client.ts'
import { queryClient } from './query.ts'

/** Whoever shows rows of a kind. */
export interface LiveListener {
  rows: (event: RowsEvent) => void
  /** What was asked for before this time, in milliseconds, may be old. */
  again: (since: number) => void
}

const listeners = new Map<LiveKind, Set<LiveListener>>()
/** When something of a kind was told last: whoever begins to listen later may have asked for their rows before. */
const lastTold = new Map<LiveKind, number>()

function tell(kind: LiveKind, at: number, say: (listener: LiveListener) => void): void {
  lastTold.set(kind, Math.max(at, lastTold.get(kind) ?? 0))
  for (const listener of listeners.get(kind) ?? []) say(listener)
}

/** Hears what changes among the rows of a kind (LST-10); null: of none. */
export function useLive(kind: LiveKind | null, listener: LiveListener): void {
  const latest = useRef(listener)
  useEffect(() => {
    latest.current = listener
  })
  useEffect(() => {
    if (kind === null) return
    const of = listeners.get(kind) ?? new Set()
    listeners.set(kind, of)
    const own: LiveListener = {
      rows: (event) => latest.current.rows(event),
      again: (since) => latest.current.again(since),
    }
    of.add(own)
    const told = lastTold.get(kind)
    if (told !== undefined) own.again(told)
    return () => void of.delete(own)
  }, [kind])
}

// two heartbeats that did not come
const longestSilence = 2.5 * beatEvery
const shortestPause = 1_000
const longestPause = 30_000

/** Keeps the event stream of an organisation open while the window can be seen; a hidden one has none. */
export function useLiveStream(handle: string | undefined, across: boolean): void {
  useEffect(() => {
    if (handle === undefined) return
    return keepOpen(href(openEvents, { organization: handle, query: across ? { across: 'memberships' } : {} }))
  }, [handle, across])
}

function keepOpen(address: string): () => void {
  let source: EventSource | undefined
  let timer: ReturnType<typeof setTimeout> | undefined
  let pause = shortestPause
  const close = () => {
    clearTimeout(timer)
    source?.close()
    source = undefined
    lastTold.clear()
  }
  const later = () => {
    close()
    // not all windows at once, when a server comes back
    timer = setTimeout(open, pause * (0.75 + Math.random() / 2))
    pause = Math.min(longestPause, pause * 2)
  }
  const alive = () => {
    clearTimeout(timer)
    timer = setTimeout(later, longestSilence)
  }
  const open = () => {
    if (document.hidden || source) return
    const opened = new EventSource(address)
    source = opened
    alive()
    opened.addEventListener('open', () => {
      pause = shortestPause
      alive()
    })
    // refused, or cut off: how long to wait is decided here, since a refusal is not asked again by the browser
    opened.addEventListener('error', later)
    listenTo(opened, alive)
  }
  const turn = () => (document.hidden ? close() : open())
  document.addEventListener('visibilitychange', turn)
  open()
  return () => {
    document.removeEventListener('visibilitychange', turn)
    close()
  }
}

function listenTo(source: EventSource, alive: () => void): void {
  const on = (name: string, hear: (data: unknown) => void) =>
    source.addEventListener(name, ({ data }: MessageEvent<string>) => {
      alive()
      hear(JSON.parse(data))
    })
  on('beat', () => {})
  on('hello', (data) => {
    const hello = HelloEvent.parse(data)
    for (const kind of LiveKind.options) {
      // by its own clock; what was asked for later holds it, and all that comes after is told
      const since = Date.now() - hello[kind]
      tell(kind, since, ({ again }) => again(since))
    }
  })
  on('rows', (data) => {
    const event = RowsEvent.parse(data)
    tell(event.kind, Date.now(), ({ rows }) => rows(event))
  })
  on('many', (data) => {
    const { kind } = ManyEvent.parse(data)
    tell(kind, Date.now(), ({ again }) => again(Number.POSITIVE_INFINITY))
  })
  on('rights', () => void readEverythingAgain())
  // whoever may not go on learns it from the next answer: signed out, or no longer here
  on('end', () => void queryClient.resetQueries({ predicate: ({ queryKey: [name] }) => name === readContext.name }))
}

/** What this reader may has changed: columns, actions and navigation too. What is being typed stays. */
async function readEverythingAgain(): Promise<void> {
  const isList = (name: unknown) => String(name).endsWith('.page')
  await Promise.all([
    queryClient.resetQueries({ predicate: ({ queryKey: [name] }) => isList(name) }),
    queryClient.invalidateQueries({ predicate: ({ queryKey: [name] }) => !isList(name) }),
  ])
}
