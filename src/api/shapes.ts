import { z } from 'zod'

/** In capitals too; from here on it is as it is stored, so that two of them can be compared as texts. */
export const Id = z.uuid().toLowerCase().meta({ description: 'UUIDv7' })
/** Several ids in a query, by comma. A text that is none would only fail in the database. */
export const IdsByComma = (most: number) =>
  z
    .string()
    .max(most * 37)
    .toLowerCase()
    .refine((text) => z.array(z.uuid()).min(1).max(most).safeParse(text.split(',')).success)
export const Time = z.iso.datetime({ offset: true }).meta({ description: 'ISO 8601, UTC' })
export const Day = z.iso.date().meta({ description: 'calendar date, YYYY-MM-DD' })
export const Language = z.enum(['de', 'en'])
export type Language = z.infer<typeof Language>
export const Visibility = z.enum(['all', 'own', 'none'])
export type Visibility = z.infer<typeof Visibility>
export const OrganizationKind = z.enum(['operator', 'partner', 'customer'])
export type OrganizationKind = z.infer<typeof OrganizationKind>
export const Edition = z.enum(['basic', 'standard_free', 'standard_paid', 'tenant_simple', 'tenant_country'])
export type Edition = z.infer<typeof Edition>

/** Control characters, halves of characters, line ends and marks that turn the direction of what follows: a name has none. */
export const unfitForName = /[\p{Cc}\p{Cs}\u2028\u2029\u202a-\u202e\u2066-\u2069]/u
const letterOrDigit = /[\p{L}\p{N}]/u

/** A name that is given: one line that can be read wherever it is shown. */
export const Name = (max: number) =>
  z
    .string()
    .trim()
    .min(1)
    .max(max)
    .refine((text) => text === '' || (!unfitForName.test(text) && letterOrDigit.test(text)), {
      params: { code: 'characters_invalid' },
    })

/** A person, organisation or role by name: enough for a cell, a chip or a link. */
export const Named = z.strictObject({ id: Id, name: z.string() })
export type Named = z.infer<typeof Named>

/** What the reader may do with a record, and if not, why (ACC-8). */
export const Allowed = z.strictObject({ ok: z.boolean(), why: z.string().optional() })
export type Allowed = z.infer<typeof Allowed>

/** RFC 9457. `code` is stable; texts follow the reader's language. */
export const Problem = z.object({
  type: z.string(),
  title: z.string(),
  status: z.int(),
  code: z.string(),
  detail: z.string().optional(),
  fields: z.array(z.object({ path: z.string(), code: z.string(), message: z.string() })).optional(),
  current: z.unknown().optional(),
  requestId: z.string(),
})
export type Problem = z.infer<typeof Problem>

/** Per-item reply of every bulk route. */
export const BulkResult = z.strictObject({
  items: z.array(
    z.strictObject({
      id: Id,
      ok: z.boolean(),
      code: z.string().optional(),
      message: z.string().optional(),
      /** the version that stands now; absent where the record has none, or is out of the reader's sight */
      revision: z.int().optional(),
    }),
  ),
})
export type BulkResult = z.infer<typeof BulkResult>

/** How many records a bulk route takes at once (LST-8). */
export const mostAtOnce = 500

/** Records of a bulk request, each once. */
export function distinct<T extends z.ZodType>(item: T, idOf: (value: z.output<T>) => string) {
  return z
    .array(item)
    .min(1)
    .max(mostAtOnce)
    .refine((items) => new Set(items.map(idOf)).size === items.length, { params: { code: 'repeated' } })
}

interface AttributeMark {
  attribute: string
}

/** Marks a value that a role can hide or lock (ACC-14); a hidden one is absent from the reply. */
export function attr<T extends z.ZodType>(schema: T, attribute: string): z.ZodOptional<T> {
  return schema.optional().meta({ attribute } satisfies AttributeMark)
}

/** The attribute a schema was marked with, if any. */
export function attributeOf(schema: z.ZodType): string | undefined {
  const mark = schema.meta()?.['attribute']
  return typeof mark === 'string' ? mark : undefined
}
