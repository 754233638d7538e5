import i18next from 'i18next'
import { Import, uploadImport } from '../../../api/imports.ts'
import { Problem } from '../../../api/shapes.ts'
import { href } from '../../lib/client.ts'
import { ApiProblem } from '../../lib/problem.ts'

interface Sending {
  organization: string
  file: File
  signal: AbortSignal
  /** bytes that have left, and bytes there are */
  onProgress: (sent: number, size: number) => void
}

/** Uploads a customer file (IMP-2). Unlike the calls of the client it says how far it has come, which `fetch` cannot. */
export function sendFile({ organization, file, signal, onProgress }: Sending): Promise<Import> {
  const form = new FormData()
  form.append('file', file)
  const request = new XMLHttpRequest()
  request.open(uploadImport.method, href(uploadImport, { organization }))
  request.setRequestHeader('Accept', 'application/json')
  request.setRequestHeader('Accept-Language', i18next.language)
  request.upload.addEventListener('progress', ({ loaded, total }) => onProgress(loaded, total))
  signal.addEventListener('abort', () => request.abort())
  return new Promise((resolve, reject) => {
    request.addEventListener('load', () => {
      const { status, responseText } = request
      if (status === 201) resolve(Import.parse(JSON.parse(responseText)))
      else reject(problemOf(status, responseText))
    })
    request.addEventListener('error', () => reject(ownProblem(0, 'unreachable')))
    request.addEventListener('abort', () => reject(new DOMException('cancelled', 'AbortError')))
    request.send(form)
  })
}

function problemOf(status: number, text: string): ApiProblem {
  try {
    return new ApiProblem(Problem.parse(JSON.parse(text)))
  } catch {
    // a proxy in between answers with its own page
    return ownProblem(status, 'unexpected')
  }
}

function ownProblem(status: number, code: 'unreachable' | 'unexpected'): ApiProblem {
  return new ApiProblem({
    type: 'about:blank',
    status,
    code,
    title: i18next.t(`common:problem.${code}.title`),
    detail: i18next.t(`common:problem.${code}.detail`),
    requestId: '',
  })
}
