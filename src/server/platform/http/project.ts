import { z } from 'zod'
import { attributeOf } from '../../../api/shapes.ts'

type Projector = (value: unknown, hidden: ReadonlySet<string>) => unknown

const known = new WeakMap<z.ZodType, Projector>()

/**
 * The one place where replies are stripped: to the declared keys, and of the attributes the reader may not read (ACC-15).
 * Compiled once per schema.
 */
export function projectorOf(schema: z.ZodType): Projector {
  const found = known.get(schema)
  if (found) return found
  // a schema that contains itself finds this one while it is being made
  known.set(schema, (value, hidden) => made(value, hidden))
  const made = make(schema)
  known.set(schema, made)
  return made
}

function make(schema: z.ZodType): Projector {
  if (schema instanceof z.ZodOptional || schema instanceof z.ZodNullable || schema instanceof z.ZodDefault) {
    const inner = projectorOf(schema.unwrap() as z.ZodType)
    return (value, hidden) => (value === null || value === undefined ? value : inner(value, hidden))
  }
  if (schema instanceof z.ZodObject) return objectProjector(schema)
  if (schema instanceof z.ZodArray) {
    const element = projectorOf(schema.element as z.ZodType)
    return (value, hidden) => (Array.isArray(value) ? value.map((item) => element(item, hidden)) : value)
  }
  return (value) => value
}

function objectProjector(schema: z.ZodObject): Projector {
  const keys = Object.entries(schema.shape).map(([key, inner]) => ({
    key,
    attribute: attributeOf(inner as z.ZodType),
    inner: projectorOf(inner as z.ZodType),
  }))
  return (value, hidden) => {
    const result: Record<string, unknown> = {}
    const given = value as Record<string, unknown>
    for (const { key, attribute, inner } of keys) {
      const item = given[key]
      if (item === undefined || (attribute && hidden.has(attribute))) continue
      result[key] = inner(item, hidden)
    }
    return result
  }
}
