import { useSyncExternalStore } from 'react'
import { countCsvRows, countXlsxRows, type RowCounter } from './count-rows.ts'

/** A file on its way; it goes on while the reader is on other pages. */
export interface Download {
  readonly id: number
  /** null until the server has named it */
  readonly file: string | null
  readonly rows: number
  /** rows there will be, where they have been counted */
  readonly total: number | null
  readonly cancel: () => void
}

/** How a download ended that nobody cancelled. */
export type Ending = { file: string; rows: number } | { broken: true } | { error: unknown }

type Open = (signal: AbortSignal) => Promise<Response>

let running: readonly Download[] = []
let last = 0
const listeners = new Set<() => void>()

function publish(next: readonly Download[]): void {
  running = next
  for (const listener of listeners) listener()
}

function change(id: number, part: Partial<Download>): void {
  publish(running.map((one) => (one.id === id ? { ...one, ...part } : one)))
}

/** The downloads under way. */
export function useDownloads(): readonly Download[] {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    () => running,
  )
}

/** Downloads a table (LST-9): rows are counted as they come, and the file is saved once it is whole. */
export async function startDownload(
  kind: 'csv' | 'xlsx',
  open: Open,
  total: Promise<number | null>,
): Promise<Ending | null> {
  const controller = new AbortController()
  last += 1
  const id = last
  publish([...running, { id, file: null, rows: 0, total: null, cancel: () => controller.abort() }])
  void total.then((known) => change(id, { total: known }))
  try {
    return await receive(kind, open, id, controller.signal)
  } catch (error) {
    return controller.signal.aborted ? null : { error }
  } finally {
    publish(running.filter((one) => one.id !== id))
  }
}

const shownEvery = 200

async function receive(kind: 'csv' | 'xlsx', open: Open, id: number, signal: AbortSignal): Promise<Ending> {
  const response = await open(signal)
  const file = fileName(response.headers.get('content-disposition') ?? '')
  change(id, { file })
  const counter = kind === 'csv' ? countCsvRows() : countXlsxRows()
  const shown = setInterval(() => change(id, { rows: counter.rows() }), shownEvery)
  try {
    const pieces = await piecesOf(response, counter)
    save(new Blob(pieces, { type: response.headers.get('content-type') ?? '' }), file)
    return { file, rows: await counter.finish() }
  } catch (error) {
    // half a file is not saved
    if (signal.aborted) throw error
    return { broken: true }
  } finally {
    clearInterval(shown)
  }
}

async function piecesOf(response: Response, counter: RowCounter): Promise<Uint8Array<ArrayBuffer>[]> {
  const pieces: Uint8Array<ArrayBuffer>[] = []
  const reader = response.body?.getReader()
  for (let part = await reader?.read(); part && !part.done; part = await reader?.read()) {
    pieces.push(part.value)
    counter.add(part.value)
  }
  return pieces
}

function fileName(disposition: string): string {
  const encoded = /filename\*=UTF-8''([^;]+)/.exec(disposition)?.[1]
  return encoded ? decodeURIComponent(encoded) : 'Kontor'
}

function save(content: Blob, name: string): void {
  const link = document.createElement('a')
  link.href = URL.createObjectURL(content)
  link.download = name
  link.click()
  // the browser has to begin reading it first
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000)
}
