import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { mostOfLogo, setLogo } from '../../../api/organizations.ts'
import { upload } from '../../lib/client.ts'
import { ApiProblem, isPassing, sentenceOf } from '../../lib/problem.ts'
import { refresh } from '../../lib/query.ts'
import { useOrganization } from '../../lib/session.tsx'
import { useFormat } from '../../lib/use-format.ts'
import { toast } from '../../ui/toast.tsx'

/** Of a size in KB, as the rule counts them; one byte more is one more. */
export const inKilobytes = (bytes: number): number => Math.ceil(bytes / 1024)

interface SetLogo {
  busy: boolean
  wrong: string | null
  /** sends the same file again; null: it would be refused again */
  again: (() => void) | null
  send: (file: File) => void
  /** forgets what was wrong */
  clear: () => void
}

interface Failed {
  why: string
  /** what can be sent again */
  file: File | null
}

/** Sets the logo to a chosen file; what is wrong with it stands at the field (TEN-2). */
export function useSetLogo(): SetLogo {
  const { t } = useTranslation('organizations')
  const { handle } = useOrganization()
  const format = useFormat()
  const [busy, setBusy] = useState(false)
  const [failed, setFailed] = useState<Failed | null>(null)
  const transfer = async (file: File) => {
    setBusy(true)
    setFailed(null)
    try {
      await upload(setLogo, { organization: handle }, file)
      // the shell shows it with the next word it says
      await refresh('identity')
      toast.done(t('logo.set'))
    } catch (error) {
      setFailed({ why: whyOf(error), file: isPassing(error) ? file : null })
    }
    setBusy(false)
  }
  const send = (file: File) => {
    // what would be cut off on the way need not travel
    if (file.size <= mostOfLogo.bytes) return void transfer(file)
    const most = format.number(inKilobytes(mostOfLogo.bytes))
    setFailed({ why: t('logo.over', { size: format.number(inKilobytes(file.size)), most }), file: null })
  }
  const file = failed?.file
  return {
    busy,
    wrong: failed?.why ?? null,
    again: file ? () => send(file) : null,
    send,
    clear: () => setFailed(null),
  }
}

function whyOf(error: unknown): string {
  const [field] = error instanceof ApiProblem ? error.fields : []
  return field ? field.message : sentenceOf(error)
}
