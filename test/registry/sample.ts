import { z } from 'zod'
import type { Endpoint } from '../../src/api/endpoint.ts'

// one of these fits every text that some endpoint asks for
const texts = [
  '018f4e2a-7b1c-7d3e-8f00-0123456789ab',
  'post@druck.example',
  '2026-11-21',
  '2026-11-21T10:00:00Z',
  'EUR',
  'DE',
  'name',
  'a text of some length',
]

/** A value that fits a shape: with all of its keys, or with the required ones alone. */
export function sampleOf(schema: z.ZodType, whole: boolean): unknown {
  if (schema instanceof z.ZodOptional || schema instanceof z.ZodDefault || schema instanceof z.ZodNullable) {
    return sampleOf(schema.unwrap() as z.ZodType, whole)
  }
  if (schema instanceof z.ZodObject) {
    const keys = Object.entries(schema.shape).filter(([, inner]) => whole || !inner.safeParse(undefined).success)
    return Object.fromEntries(keys.map(([key, inner]) => [key, sampleOf(inner as z.ZodType, whole)]))
  }
  if (schema instanceof z.ZodRecord) return {}
  if (schema instanceof z.ZodArray) return [sampleOf(schema.element as z.ZodType, whole)]
  const fitting = [...texts, 1, 100, true, ...(schema instanceof z.ZodEnum ? schema.options : [])].find(
    (value) => schema.safeParse(value).success,
  )
  if (fitting === undefined) throw new Error(`no sample fits ${JSON.stringify(z.toJSONSchema(schema))}`)
  return fitting
}

/** A body that fits the shape, about records that nothing has; nothing where the endpoint takes none. */
export function bodyFor(endpoint: Endpoint): { body?: unknown } {
  return endpoint.body ? { body: sampleOf(endpoint.body, false) } : {}
}
