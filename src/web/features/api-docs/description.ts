import { z } from 'zod'

const Base = z.object({
  type: z.union([z.string(), z.array(z.string())]).optional(),
  format: z.string().optional(),
  description: z.string().optional(),
  enum: z.array(z.union([z.string(), z.number(), z.boolean(), z.null()])).optional(),
  const: z.union([z.string(), z.number(), z.boolean(), z.null()]).optional(),
  required: z.array(z.string()).optional(),
  maxLength: z.number().optional(),
  $ref: z.string().optional(),
})

/** A JSON Schema as far as it is shown. */
export interface Schema extends z.infer<typeof Base> {
  properties?: Record<string, Schema> | undefined
  items?: Schema | undefined
  anyOf?: Schema[] | undefined
}

const Schema: z.ZodType<Schema> = Base.extend({
  properties: z.lazy(() => z.record(z.string(), Schema)).optional(),
  items: z.lazy(() => Schema).optional(),
  anyOf: z.lazy(() => z.array(Schema)).optional(),
})

const Content = z.record(z.string(), z.object({ schema: Schema }))

const Parameter = z.object({
  name: z.string(),
  in: z.string(),
  required: z.boolean().optional(),
  description: z.string().optional(),
  schema: Schema,
})
export type Parameter = z.infer<typeof Parameter>

const Operation = z.object({
  operationId: z.string(),
  summary: z.string(),
  'x-kontor-access': z.string(),
  parameters: z.array(Parameter),
  requestBody: z.object({ content: Content }).optional(),
  responses: z.record(z.string(), z.object({ content: Content.optional() })),
})

const Description = z.object({
  servers: z.array(z.object({ url: z.string() })),
  paths: z.record(z.string(), z.record(z.string(), Operation)),
})

/** One thing the API can do. */
export interface Called extends z.infer<typeof Operation> {
  method: string
  path: string
}

/** Where the description stands, for programs too. */
export const descriptionAddress = '/api/v1/openapi.json'

/** Reads the description of the API: everything it can do, in groups of one subject each. */
export async function readDescription(): Promise<Map<string, Called[]>> {
  const reply = await fetch(descriptionAddress)
  if (!reply.ok) throw new Error(String(reply.status))
  const { servers, paths } = Description.parse(await reply.json())
  const all = Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({
      ...operation,
      method: method.toUpperCase(),
      path: `${servers[0]?.url ?? ''}${path}`,
    })),
  )
  return Map.groupBy(
    all.toSorted((a, b) => (a.path < b.path ? -1 : 1)),
    ({ operationId }) => operationId.slice(0, operationId.indexOf('.')),
  )
}

/** What a value is: `string`, `uuid`, `customer | prospect`, `string | null`, `object[]`. */
export function typeOf(schema: Schema): string {
  if (schema.$ref) return schema.$ref.slice(schema.$ref.lastIndexOf('/') + 1)
  if (schema.anyOf) return [...new Set(schema.anyOf.map(typeOf))].join(' | ')
  if (schema.const !== undefined) return JSON.stringify(schema.const)
  if (schema.enum) return schema.enum.map((value) => JSON.stringify(value)).join(' | ')
  if (schema.items) return `${typeOf(schema.items)}[]`
  const type = Array.isArray(schema.type) ? schema.type.join(' | ') : schema.type
  return schema.format ?? type ?? 'any'
}

/** The members of an object, also where it may be null or stands in a list. */
export function membersOf(schema: Schema): { name: string; schema: Schema; required: boolean }[] {
  const of = schema.properties ? schema : [schema.items, ...(schema.anyOf ?? [])].find((one) => one && hasMembers(one))
  if (!of?.properties) return of ? membersOf(of) : []
  return Object.entries(of.properties).map(([name, member]) => ({
    name,
    schema: member,
    required: of.required?.includes(name) ?? false,
  }))
}

function hasMembers(schema: Schema): boolean {
  return (
    schema.properties !== undefined || [schema.items, ...(schema.anyOf ?? [])].some((one) => one && hasMembers(one))
  )
}
