import i18next from 'i18next'
import { type BodyInputOf, type Endpoint, inOrganization, type QueryInput, type ResultOf } from '../../api/endpoint.ts'
import type { Problem } from '../../api/shapes.ts'
import { ApiProblem } from './problem.ts'

const base = '/api/v1'
/** Whoever saves waits in a dialog: a server that is silent for so long counts as away, in milliseconds. */
const longestWrite = 120_000

interface Common {
  /** id or handle of the acting organisation; needed below `/o/{organization}` */
  organization?: string
  /** the revision that was read; becomes `If-Match` */
  revision?: number
  /** absent: made for each call; give one to repeat a call safely */
  idempotencyKey?: string
  signal?: AbortSignal
  /** is sent even where the page is left meanwhile; for small bodies */
  keepalive?: boolean
}

type Params<E extends Endpoint> = keyof E['params']['shape'] extends never
  ? { params?: undefined }
  : { params: { [K in keyof E['params']['shape']]: string } }
type Body<E extends Endpoint> = BodyInputOf<E> extends undefined ? { body?: undefined } : { body: BodyInputOf<E> }
type Query<E extends Endpoint> = { query?: QueryInput<E> }

/** What an address is made of. */
export type AddressOf<E extends Endpoint> = Pick<Common, 'organization'> & Params<E> & Query<E>
/** Everything a call can be given. */
export type CallOf<E extends Endpoint> = Common & Params<E> & Query<E> & Body<E>

interface Parts {
  organization?: string | undefined
  params?: Record<string, string> | undefined
  query?: Record<string, unknown> | undefined
}

let signedOut: () => void = () => {}

/** Says what happens when the session has ended: the app goes to the sign-in page and remembers the address. */
export function onSignedOut(handler: () => void): void {
  signedOut = handler
}

function address(endpoint: Endpoint, { organization, params, query }: Parts): string {
  const path = endpoint.path.replace(/:(\w+)/g, (_, name: string) => encodeURIComponent(params?.[name] ?? ''))
  const search = new URLSearchParams()
  for (const [name, value] of Object.entries(query ?? {})) {
    const text = typeof value === 'number' || typeof value === 'boolean' ? String(value) : value
    if (typeof text === 'string' && text !== '') search.set(name, text)
  }
  const tail = search.size > 0 ? `?${search}` : ''
  if (!inOrganization(endpoint)) return `${base}${path}${tail}`
  if (organization === undefined) throw new Error(`${endpoint.name} needs an organization`)
  return `${base}/o/${encodeURIComponent(organization)}${path}${tail}`
}

/** The address of a download, to be put on a link. */
export function href<E extends Endpoint>(endpoint: E, parts: AddressOf<E>): string {
  return address(endpoint, parts)
}

/** Calls an endpoint; resolves to its typed reply or throws `ApiProblem`. */
export async function call<E extends Endpoint>(endpoint: E, args: CallOf<E>): Promise<ResultOf<E>> {
  const headers = languageHeader()
  const { body, revision, signal } = args
  if (body !== undefined) headers.set('Content-Type', 'application/json')
  if (revision !== undefined) headers.set('If-Match', `"${revision}"`)
  if (takesIdempotencyKey(endpoint)) headers.set('Idempotency-Key', args.idempotencyKey ?? crypto.randomUUID())
  return send(endpoint, address(endpoint, args), {
    method: endpoint.method.toUpperCase(),
    headers,
    body: body === undefined ? null : JSON.stringify(body),
    signal: signal ?? (endpoint.method === 'get' ? null : AbortSignal.timeout(longestWrite)),
    keepalive: args.keepalive ?? false,
  })
}

/** Sends a file to an endpoint that takes one. @throws ApiProblem */
export function upload<E extends Endpoint>(endpoint: E, parts: AddressOf<E>, file: File): Promise<ResultOf<E>> {
  const body = new FormData()
  body.append('file', file)
  const method = endpoint.method.toUpperCase()
  return send(endpoint, address(endpoint, parts), { method, headers: languageHeader(), body })
}

function languageHeader(): Headers {
  return new Headers({ Accept: 'application/json', 'Accept-Language': i18next.language })
}

// sign-in, set-up and uploads are not kept for a repeat (architecture, writes)
function takesIdempotencyKey(endpoint: Endpoint): boolean {
  const feature = endpoint.name.slice(0, endpoint.name.indexOf('.'))
  return endpoint.method === 'post' && endpoint.body !== null && feature !== 'identity' && feature !== 'installation'
}

/** Begins a download; its body comes as it is written. @throws ApiProblem */
export function fetchFile<E extends Endpoint>(
  endpoint: E,
  parts: AddressOf<E>,
  signal: AbortSignal,
): Promise<Response> {
  const headers = languageHeader()
  headers.set('Accept', '*/*')
  return reach(endpoint, address(endpoint, parts), { headers, signal })
}

async function send<E extends Endpoint>(endpoint: E, url: string, request: RequestInit): Promise<ResultOf<E>> {
  const response = await reach(endpoint, url, request)
  // the reply was stripped to this schema by the server that shares the literal
  return (response.status === 204 ? undefined : await response.json()) as ResultOf<E>
}

async function reach(endpoint: Endpoint, url: string, request: RequestInit): Promise<Response> {
  let response: Response
  try {
    response = await fetch(url, { ...request, credentials: 'same-origin' })
  } catch (error) {
    const isSilent = error instanceof DOMException && error.name === 'TimeoutError'
    if (request.signal?.aborted && !isSilent) throw error
    throw new ApiProblem(ownProblem(0, 'unreachable'))
  }
  if (!response.ok) {
    const problem = await problemOf(response)
    if (response.status === 401 && endpoint.can !== 'public') signedOut()
    throw problem
  }
  return response
}

async function problemOf(response: Response): Promise<ApiProblem> {
  try {
    const body: unknown = await response.json()
    if (isProblem(body)) return new ApiProblem(body)
  } catch {
    // a proxy in between answers with its own page
  }
  return new ApiProblem(ownProblem(response.status, 'unexpected'))
}

function isProblem(body: unknown): body is Problem {
  return typeof body === 'object' && body !== null && 'code' in body && 'title' in body && 'status' in body
}

function ownProblem(status: number, code: 'unreachable' | 'unexpected'): Problem {
  return {
    type: 'about:blank',
    status,
    code,
    title: i18next.t(`common:problem.${code}.title`),
    detail: i18next.t(`common:problem.${code}.detail`),
    requestId: '',
  }
}
