import { z } from 'zod'
import { type Endpoint, inOrganization } from '../../api/endpoint.ts'
import { endpoints } from '../../api/index.ts'
import { BulkResult, Problem } from '../../api/shapes.ts'

type Json = Record<string, unknown>

const schemaOf = (schema: z.ZodType, io: 'input' | 'output') => {
  const json = z.toJSONSchema(schema, { io, target: 'draft-2020-12', unrepresentable: 'any' }) as Json
  delete json['$schema']
  return json
}

/** The API description, OpenAPI 3.1, from the endpoint literals. */
export function openApi(): Json {
  const paths: Record<string, Json> = {}
  for (const endpoint of endpoints) {
    const path = `${inOrganization(endpoint) ? '/o/{organization}' : ''}${endpoint.path.replaceAll(/:(\w+)/g, '{$1}')}`
    paths[path] = { ...paths[path], [endpoint.method]: operation(endpoint) }
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'Kontor',
      version: '1',
      description: 'Errors are RFC 9457 problems with a stable code.',
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
    },
    servers: [{ url: '/api/v1' }],
    paths,
    components: {
      schemas: { Problem: schemaOf(Problem, 'output'), BulkResult: schemaOf(BulkResult, 'output') },
      securitySchemes: { session: { type: 'apiKey', in: 'cookie', name: 'kontor_session' } },
    },
  }
}

function operation(endpoint: Endpoint): Json {
  const place = (of: z.ZodObject, where: string) =>
    Object.entries(of.shape).map(([name, schema]) => ({
      name,
      in: where,
      required: where === 'path' || !(schema as z.ZodType).safeParse(undefined).success,
      schema: schemaOf(schema as z.ZodType, 'input'),
    }))
  const organization = {
    name: 'organization',
    in: 'path',
    required: true,
    description: 'id or handle',
    schema: { type: 'string' },
  }
  const writes = endpoint.method !== 'get'
  return {
    operationId: endpoint.name,
    summary: endpoint.summary,
    'x-kontor-access': endpoint.can,
    security: endpoint.can === 'public' ? [] : [{ session: [] }],
    parameters: [
      ...(inOrganization(endpoint) ? [organization] : []),
      ...place(endpoint.params, 'path'),
      ...place(endpoint.query, 'query'),
      ...(writes && inOrganization(endpoint)
        ? [
            { name: 'Idempotency-Key', in: 'header', schema: { type: 'string', maxLength: 200 } },
            { name: 'If-Match', in: 'header', schema: { type: 'string' } },
          ]
        : []),
    ],
    ...requestBody(endpoint),
    responses: {
      ...Object.fromEntries(
        Object.entries(endpoint.replies).map(([status, schema]) => [
          status,
          {
            description: endpoint.summary,
            ...(schema && { content: { 'application/json': { schema: schemaOf(schema, 'output') } } }),
            ...(!schema && status === '200' && fileReply(endpoint)),
          },
        ]),
      ),
      default: {
        description: 'what went wrong',
        content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
      },
    },
  }
}

/** The kinds of replies that are no JSON. */
const fileTypes: Partial<Record<NonNullable<Endpoint['media']>, string>> = {
  csv: 'text/csv',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  file: 'application/octet-stream',
  picture: 'image/png',
  events: 'text/event-stream',
}

function fileReply({ media }: Endpoint): Json {
  const type = media && fileTypes[media]
  const schema = { type: 'string', ...(media !== 'events' && { format: 'binary' }) }
  return type ? { content: { [type]: { schema } } } : {}
}

function requestBody(endpoint: Endpoint): Json {
  if (endpoint.media === 'multipart') {
    const schema = { type: 'object', required: ['file'], properties: { file: { type: 'string', format: 'binary' } } }
    return { requestBody: { required: true, content: { 'multipart/form-data': { schema } } } }
  }
  if (!endpoint.body) return {}
  return {
    requestBody: { required: true, content: { 'application/json': { schema: schemaOf(endpoint.body, 'input') } } },
  }
}
