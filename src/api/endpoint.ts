import { z } from 'zod'
import { type Module, moduleOf, type Permission } from './permissions.ts'

/** Who may knock: nobody in particular, a signed-in person, a member of the organisation in the path, or a permission. */
export type Gate = 'public' | 'person' | 'member' | Permission

type Media = 'multipart' | 'csv' | 'xlsx' | 'file' | 'picture' | 'events'
type Shape = z.ZodRawShape
type Nothing = Record<never, never>
type Replies = Partial<Record<200 | 201 | 202 | 204, z.ZodType | null>>

/** One endpoint: shared by server, client and API description. Paths of gate `member` or a permission stand below `/o/{organization}`. */
export interface Endpoint<
  P extends Shape = Shape,
  Q extends Shape = Shape,
  B extends z.ZodType | null = z.ZodType | null,
  R extends Replies = Replies,
> {
  readonly name: string
  readonly method: 'get' | 'post' | 'put' | 'patch' | 'delete'
  readonly path: string
  readonly can: Gate
  readonly summary: string
  readonly params: z.ZodObject<P>
  readonly query: z.ZodObject<Q>
  readonly body: B
  readonly replies: R
  /** Uploads and files leave the JSON path: `multipart` bodies; tables that are written while rows are read; small files; pictures, whose address names what is in them; `events` that go on. */
  readonly media?: Media | undefined
  /** Rows of several memberships may be asked for (ACC-10). */
  readonly across: boolean
}

interface Draft<P extends Shape, Q extends Shape, B extends z.ZodType | null, R extends Replies> {
  name: string
  method: Endpoint['method']
  path: string
  can: Gate
  summary: string
  params?: P
  query?: Q
  body?: B
  replies: R
  media?: Exclude<Media, 'multipart'>
  across?: boolean
}

/** Declares an endpoint. `:name` in the path must be declared in `params`; unknown keys anywhere are refused. */
export function endpoint<
  P extends Shape = Nothing,
  Q extends Shape = Nothing,
  B extends z.ZodType | null = null,
  R extends Replies = Replies,
>(draft: Draft<P, Q, B, R>): Endpoint<P, Q, B, R> {
  return {
    ...draft,
    params: z.strictObject(draft.params ?? ({} as P)),
    query: z.strictObject(draft.query ?? ({} as Q)),
    body: (draft.body ?? null) as B,
    across: draft.across ?? false,
  }
}

/** An endpoint that takes a file as a form sends it. */
export interface UploadEndpoint<R extends Replies = Replies> extends Endpoint<Nothing, Nothing, null, R> {
  readonly media: 'multipart'
  /** an upload is cut off behind so many bytes of its file */
  readonly mostBytes: number
}

/** Declares an endpoint that takes a file, as `endpoint` does. */
export function uploadEndpoint<R extends Replies>({
  mostBytes,
  ...draft
}: Omit<Draft<Nothing, Nothing, null, R>, 'body' | 'media' | 'params' | 'query'> & {
  mostBytes: number
}): UploadEndpoint<R> {
  return { ...endpoint(draft), media: 'multipart', mostBytes }
}

/** Whether the endpoint stands below `/o/{organization}`. */
export function inOrganization(of: Pick<Endpoint, 'can'>): boolean {
  return of.can !== 'public' && of.can !== 'person'
}

/** Whether the reply is a table that is written while rows are read, as long as its reader takes. */
export function isDownload({ media }: Pick<Endpoint, 'media'>): boolean {
  return media === 'csv' || media === 'xlsx'
}

/** The permission of a gate, and the module that stands before it. */
export function gateOf(can: Gate): { permission: Permission | null; module: Module | null } {
  if (can === 'public' || can === 'person' || can === 'member') return { permission: null, module: null }
  return { permission: can, module: moduleOf(can) }
}

type Body<E extends Endpoint> = E['body'] extends z.ZodType ? z.infer<E['body']> : undefined
type BodyInput<E extends Endpoint> = E['body'] extends z.ZodType ? z.input<E['body']> : undefined
type ReplyOf<R> = R extends z.ZodType ? z.infer<R> : undefined

export type ParamsOf<E extends Endpoint> = z.infer<E['params']>
export type QueryOf<E extends Endpoint> = z.infer<E['query']>
export type QueryInput<E extends Endpoint> = z.input<E['query']>
export type BodyOf<E extends Endpoint> = Body<E>
export type BodyInputOf<E extends Endpoint> = BodyInput<E>
/** What a successful call resolves to. */
export type ResultOf<E extends Endpoint> = { [K in keyof E['replies']]: ReplyOf<E['replies'][K]> }[keyof E['replies']]
/** What a handler may return, with its status. */
export type AnswerOf<E extends Endpoint> = {
  [K in keyof E['replies']]: E['replies'][K] extends z.ZodType
    ? { status: K; body: z.input<E['replies'][K]>; etag?: number }
    : { status: K; body?: null }
}[keyof E['replies']]
