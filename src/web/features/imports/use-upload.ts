import { useCallback, useEffect, useRef, useState } from 'react'
import { type Import, mostImportBytes } from '../../../api/imports.ts'
import { isPassing } from '../../lib/problem.ts'
import { refresh } from '../../lib/query.ts'
import { useOrganization } from '../../lib/session.tsx'
import { type FailureCode, useImportWords } from './use-import-words.ts'
import { sendFile } from './send-file.ts'

/** A file on its way to the server, or what kept it from there. */
export type Upload =
  | { step: 'idle' }
  | { step: 'sending'; file: File; sent: number; size: number }
  | { step: 'failed'; file: File; why: string; again: boolean }

export interface Uploading {
  upload: Upload
  send: (file: File) => void
  cancel: () => void
  /** forgets what failed */
  clear: () => void
}

/** Sends one file at a time; what fails can be sent again. `onDone` hears of it even after the page was left. */
export function useUpload(onDone: (record: Import) => void): Uploading {
  const { handle } = useOrganization()
  const words = useImportWords()
  const [upload, setUpload] = useState<Upload>({ step: 'idle' })
  const abort = useRef<AbortController>(null)
  const clear = useCallback(() => setUpload({ step: 'idle' }), [])
  useAskOnClose(upload.step === 'sending')
  const transfer = async (file: File, controller: AbortController) => {
    const progress = (sent: number, size: number) => setUpload({ step: 'sending', file, sent, size })
    progress(0, file.size)
    try {
      const record = await sendFile({ organization: handle, file, signal: controller.signal, onProgress: progress })
      clear()
      onDone(record)
    } catch (error) {
      if (controller.signal.aborted) clear()
      else setUpload({ step: 'failed', file, why: words.sentence(error), again: isPassing(error) })
    }
    // also finds out whether the session has ended
    await refresh('imports')
  }
  const send = (file: File) => {
    const known = failureBefore(file)
    if (known) return setUpload({ step: 'failed', file, why: words.failure(known) ?? known, again: false })
    abort.current = new AbortController()
    void transfer(file, abort.current)
  }
  return { upload, send, cancel: () => abort.current?.abort(), clear }
}

// what the server would refuse need not travel first
function failureBefore(file: File): FailureCode | null {
  if (file.size === 0) return 'empty'
  if (file.size > mostImportBytes) return 'too_large'
  return /\.(xls|xlsb|ods|numbers)$/i.test(file.name) ? 'spreadsheet' : null
}

/** Closing the window would break the transfer off. */
function useAskOnClose(sending: boolean): void {
  useEffect(() => {
    if (!sending) return
    const ask = (event: BeforeUnloadEvent) => event.preventDefault()
    window.addEventListener('beforeunload', ask)
    return () => window.removeEventListener('beforeunload', ask)
  }, [sending])
}
