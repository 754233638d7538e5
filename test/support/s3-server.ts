import { createHash, createHmac } from 'node:crypto'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'

/** A storage on loopback that speaks the language of S3, as much of it as a bucket needs, and believes signed requests only. */
export interface BucketServer {
  endpoint: string
  /** what lies in it, by key */
  objects: Map<string, Buffer>
  /** refused for their signature */
  refused: () => number
  close(): Promise<void>
}

export interface Keys {
  accessKeyId: string
  secretAccessKey: string
}

/** Opens an empty bucket. */
export async function openBucket(bucket: string, keys: Keys): Promise<BucketServer> {
  const objects = new Map<string, Buffer>()
  let refused = 0
  const serve = async (request: IncomingMessage, response: ServerResponse) => {
    const parts: Buffer[] = []
    for await (const part of request as AsyncIterable<Buffer>) parts.push(part)
    const body = Buffer.concat(parts)
    if (!isSigned(request, body, keys)) {
      refused += 1
      response.writeHead(403).end('<Error><Code>SignatureDoesNotMatch</Code></Error>')
      return
    }
    answer(request, response, { bucket, objects, body })
  }
  const server = createServer((request, response) => void serve(request, response))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  const port = typeof address === 'object' && address ? address.port : 0
  return {
    endpoint: `http://127.0.0.1:${port}`,
    objects,
    refused: () => refused,
    close: () => new Promise((resolve) => server.close(() => resolve())),
  }
}

interface Asked {
  bucket: string
  objects: Map<string, Buffer>
  body: Buffer
}

function answer(request: IncomingMessage, response: ServerResponse, { bucket, objects, body }: Asked): void {
  const url = new URL(request.url ?? '/', 'http://bucket')
  const [, name, ...rest] = decodeURIComponent(url.pathname).split('/')
  const key = rest.join('/')
  if (name !== bucket) return void response.writeHead(404).end('<Error><Code>NoSuchBucket</Code></Error>')
  if (key === '') return list(response, objects, url.searchParams)
  const found = objects.get(key)
  if (request.method === 'PUT') {
    // a body that is shorter than announced has not arrived
    if (body.length !== Number(request.headers['content-length'])) return void response.writeHead(400).end()
    objects.set(key, body)
    return void response.writeHead(200, { etag: '"x"' }).end()
  }
  if (request.method === 'DELETE') {
    objects.delete(key)
    return void response.writeHead(204).end()
  }
  if (!found) return void response.writeHead(404).end('<Error><Code>NoSuchKey</Code></Error>')
  response.writeHead(200, {
    'content-length': found.length,
    'last-modified': new Date().toUTCString(),
    etag: '"x"',
    'content-type': 'application/octet-stream',
  })
  response.end(request.method === 'HEAD' ? undefined : found)
}

// pages of two, so that the next one is asked for
function list(response: ServerResponse, objects: Map<string, Buffer>, search: URLSearchParams): void {
  const from = Number(search.get('continuation-token') ?? 0)
  const keys = [...objects.keys()].filter((key) => key.startsWith(search.get('prefix') ?? '')).toSorted()
  const contents = keys
    .slice(from, from + 2)
    .map(
      (key) =>
        `<Contents><Key>${key}</Key><LastModified>${new Date().toISOString()}</LastModified><ETag>x</ETag><Size>${objects.get(key)?.length}</Size></Contents>`,
    )
  const more = from + 2 < keys.length
  response.writeHead(200, { 'content-type': 'application/xml' })
  response.end(
    `<?xml version="1.0"?><ListBucketResult><IsTruncated>${more}</IsTruncated>${more ? `<NextContinuationToken>${from + 2}</NextContinuationToken>` : ''}${contents.join('')}</ListBucketResult>`,
  )
}

/** Signature version 4, computed again. */
function isSigned(request: IncomingMessage, body: Buffer, keys: Keys): boolean {
  const said =
    /^AWS4-HMAC-SHA256 Credential=([^/]+)\/(\d{8})\/([^/]+)\/s3\/aws4_request, SignedHeaders=([^,]+), Signature=([0-9a-f]{64})$/.exec(
      request.headers.authorization ?? '',
    )
  const [, id, day = '', region = '', names = '', signature] = said ?? []
  if (id !== keys.accessKeyId) return false
  const url = new URL(request.url ?? '/', 'http://bucket')
  const encode = (text: string) =>
    encodeURIComponent(text).replaceAll(/[!'()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`)
  const query = [...url.searchParams].map(([name, value]) => `${encode(name)}=${encode(value)}`).toSorted()
  const headers = names.split(';').map((name) => `${name}:${String(request.headers[name] ?? '').trim()}\n`)
  const digest = String(request.headers['x-amz-content-sha256'])
  const hash = (content: string | Buffer) => createHash('sha256').update(content).digest('hex')
  if (digest !== 'UNSIGNED-PAYLOAD' && digest !== hash(body)) return false
  const canonical = [request.method, url.pathname, query.join('&'), headers.join(''), names, digest].join('\n')
  const scope = `${day}/${region}/s3/aws4_request`
  const wanted = ['AWS4-HMAC-SHA256', request.headers['x-amz-date'], scope, hash(canonical)].join('\n')
  const sign = (key: string | Buffer, text: string) => createHmac('sha256', key).update(text).digest()
  const key = [day, region, 's3', 'aws4_request'].reduce<string | Buffer>(sign, `AWS4${keys.secretAccessKey}`)
  return createHmac('sha256', key).update(wanted).digest('hex') === signature
}
