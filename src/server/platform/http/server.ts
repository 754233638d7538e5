import cookie from '@fastify/cookie'
import helmet from '@fastify/helmet'
import multipart from '@fastify/multipart'
import fastify, { type FastifyError, type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify'
import { isStorageFull } from '../storage-full.ts'
import { isBusy } from '../db/busy.ts'
import { Refusal } from '../errors.ts'
import { preferred } from '../i18n.ts'
import type { Services } from '../services.ts'
import { problemOf } from './problem.ts'

const longestParameter = 200

/** What a body of another kind than the parsers know is read as; the stair refuses it, after the gates. */
const otherMedia = Symbol('other media')

/** A request must have arrived whole after this time, in milliseconds: the largest file over a slow line. */
const longestRequest = 15 * 60_000

/** The bare HTTP server: headers, bodies as text, problems, cross-site writes refused. Routes are added by `app.ts`. */
export async function openServer(services: Services): Promise<FastifyInstance> {
  const { config } = services
  const proxies = config.trustProxy
  const server = fastify({
    // the log is written where something happened, not for every request
    logger: false,
    trustProxy: typeof proxies === 'number' ? (_, hop) => hop < proxies : proxies,
    bodyLimit: 1024 * 1024,
    requestTimeout: longestRequest,
    requestIdHeader: false,
    genReqId: () => crypto.randomUUID().slice(0, 8),
    routerOptions: { maxParamLength: longestParameter },
    exposeHeadRoutes: false,
    // addresses that can't be read are refused before any hook
    frameworkErrors: (error, request, reply) => void answerError(error, request, reply, services),
  })
  server.removeAllContentTypeParsers()
  await server.register(cookie)
  await server.register(multipart, { limits: { files: 1, fields: 10, parts: 12 } })
  await server.register(helmet, {
    contentSecurityPolicy: {
      directives: {
        defaultSrc: ["'self'"],
        // Mantine sets sizes as inline styles
        styleSrc: ["'self'", "'unsafe-inline'"],
        imgSrc: ["'self'", 'data:'],
        frameAncestors: ["'none'"],
        upgradeInsecureRequests: null,
      },
    },
    strictTransportSecurity: config.url.startsWith('https:'),
  })
  // parsed after the gates: who may not come in learns nothing about the shape of a request
  server.addContentTypeParser('application/json', { parseAs: 'string' }, (_, body, done) => done(null, body))
  server.addContentTypeParser('*', (_request, _payload, done) => done(null, otherMedia))
  server.addHook('onRequest', async (request, reply) => {
    void reply.header('x-request-id', request.id)
    if (request.url.startsWith('/api/')) void reply.header('cache-control', 'no-store')
    if (!['GET', 'HEAD'].includes(request.method)) refuseCrossSite(request, config.url)
  })
  const methodsOf = knownMethods(server)
  const refuseAddress = (request: FastifyRequest, reply: FastifyReply) => {
    const methods = methodsOf(request.url)
    if (methods.length > 0) void reply.header('allow', methods.join(', '))
    const refusal = new Refusal(methods.length > 0 ? 'request.method' : 'request.not_found')
    return answerError(refusal, request, reply, services)
  }
  server.setNotFoundHandler(refuseAddress)
  server.setErrorHandler((error: FastifyError, request, reply) =>
    // asked of QUERY, which no route has, before the address is looked at
    error.code === 'FST_ERR_ROUTE_MISSING_CONTENT_TYPE'
      ? refuseAddress(request, reply)
      : answerError(error, request, reply, services),
  )
  return server
}

/** SameSite cookies keep most of it out; this keeps out the rest. Programs send neither header. */
function refuseCrossSite(request: FastifyRequest, url: string): void {
  const site = request.headers['sec-fetch-site']
  const origin = request.headers.origin
  if (site !== undefined && site !== 'same-origin' && site !== 'none') throw new Refusal('request.cross_site')
  // a proxy in front may have changed the host
  if (origin !== undefined && origin !== url && URL.parse(origin)?.host !== request.headers.host)
    throw new Refusal('request.cross_site')
}

/** The methods that some route has for an address; none: nobody knows the address. */
function knownMethods(server: FastifyInstance): (url: string) => string[] {
  const routes: { methods: string[]; pattern: RegExp }[] = []
  server.addHook('onRoute', ({ method, url }) => {
    // the web app answers every address
    if (url.includes('*')) return
    routes.push({
      methods: [method].flat(),
      pattern: new RegExp(`^${url.replaceAll('.', '\\.').replaceAll(/:\w+/g, `[^/]{1,${longestParameter}}`)}$`),
    })
  })
  return (url) => {
    const path = url.replace(/\?.*$/s, '')
    return [...new Set(routes.filter(({ pattern }) => pattern.test(path)).flatMap(({ methods }) => methods))]
  }
}

function answerError(error: Error, request: FastifyRequest, reply: FastifyReply, { log }: Services): FastifyReply {
  const refusal = error instanceof Refusal ? error : refusalOf(error)
  if (refusal.code === 'server.failed' || refusal.code === 'server.storage_full')
    log.error({ err: error, requestId: request.id, route: request.routeOptions.url }, 'a request failed')
  void reply.header('cache-control', 'no-store').header('x-request-id', request.id)
  if (refusal.details.retryAfter) void reply.header('retry-after', String(refusal.details.retryAfter))
  // what comes of it still is not waited for
  if (refusal.code === 'request.too_slow' || refusal.code === 'server.busy') void reply.header('connection', 'close')
  const language = preferred(request.headers['accept-language'])
  return reply
    .status(refusal.status)
    .type('application/problem+json')
    .send(JSON.stringify(problemOf(refusal, language, request.id)))
}

/** What the server itself, the upload parser and the database throw. */
function refusalOf(error: Error): Refusal {
  const code = 'code' in error ? error.code : undefined
  if (code === 'FST_ERR_CTP_INVALID_MEDIA_TYPE' || code === 'FST_INVALID_MULTIPART_CONTENT_TYPE')
    return new Refusal('request.media_type')
  if (code === 'FST_ERR_CTP_BODY_TOO_LARGE' || code === 'FST_REQ_FILE_TOO_LARGE')
    return new Refusal('request.too_large')
  if (isBrokenUpload(error.message, code))
    return new Refusal('request.invalid', { fields: [{ path: 'file', code: 'invalid' }] })
  if (code === 'FST_ERR_BAD_URL') return new Refusal('request.invalid')
  if (code === 'FST_ERR_MAX_PARAM_LENGTH' || isNoFile(error, code)) return new Refusal('request.not_found')
  if (typeof code === 'string' && code.startsWith('FST_ERR_CTP')) return new Refusal('request.unreadable')
  // a character that PostgreSQL can't store
  if (code === '22021' || code === '22P05') return new Refusal('request.unreadable')
  if (isStorageFull(error)) return new Refusal('server.storage_full', { retryAfter: 60 })
  if (isBusy(error)) return new Refusal('server.busy', { retryAfter: 2 })
  return new Refusal('server.failed')
}

/** Addresses of files that are refused or not there: what stands on the disk is not told. */
function isNoFile(error: Error, code: unknown): boolean {
  return (
    code === 'FST_STATIC_FORBIDDEN_PATH' ||
    ('statusCode' in error && (error.statusCode === 403 || error.statusCode === 404))
  )
}

const uploadCodes: unknown[] = [
  'FST_PARTS_LIMIT',
  'FST_FILES_LIMIT',
  'FST_FIELDS_LIMIT',
  'FST_PROTO_VIOLATION',
  'FST_MP_PREMATURE_CLOSE',
]

/** The parser inside the upload parser has no codes, only sentences. */
function isBrokenUpload(message: string, code: unknown): boolean {
  return uploadCodes.includes(code) || (code === undefined && /multipart data$|^Multipart: |^The needle /.test(message))
}
