import { z } from 'zod'

/** The longest filter, as JSON. */
export const longestFilter = 8_000

/** A text that a list is asked for: none of the database holds NUL or half a character. */
export const Text = (max: number) =>
  z
    .string()
    .max(max)
    .refine((text) => !/[\0\p{Cs}]/u.test(text))

/** `{"city":{"contains":"ham"},"status":{"in":["customer"]}}`: AND between columns, OR within `in`. */
export const ColumnFilter = z.strictObject({
  contains: Text(200).optional(),
  equals: Text(200).optional(),
  starts: Text(200).optional(),
  in: z.array(Text(200).nullable()).max(200).optional(),
  from: z.union([z.number(), Text(40)]).optional(),
  to: z.union([z.number(), Text(40)]).optional(),
  /** relative days: {"last": 60} or {"next": 30} */
  last: z.int().min(1).max(3660).optional(),
  next: z.int().min(1).max(3660).optional(),
  is: z.boolean().optional(),
  empty: z.boolean().optional(),
})
export type ColumnFilter = z.infer<typeof ColumnFilter>
export const Filter = z.record(z.string(), ColumnFilter)
export type Filter = z.infer<typeof Filter>

type Read = { ok: true; filter: Filter } | { ok: false; path: string }

/**
 * Reads a filter as an address or a request has it: as JSON, or in the compact form `status:in=customer,prospect;city:starts=Ham`.
 * Where it is none, `path` says which part is wrong.
 */
export function readFilter(text: string): Read {
  // stored texts are composed; decomposed ones come from some keyboards and file systems
  const given = text.normalize('NFC').trim()
  const value = given.startsWith('{') ? fromJson(given) : fromCompact(given)
  if (value === undefined) return { ok: false, path: 'filter' }
  // a record leaves this key out without a word
  if (typeof value === 'object' && value !== null && Object.hasOwn(value, '__proto__'))
    return { ok: false, path: 'filter.__proto__' }
  const parsed = Filter.safeParse(value)
  if (parsed.success) return { ok: true, filter: parsed.data }
  const [issue] = parsed.error.issues
  const unknown = issue?.code === 'unrecognized_keys' ? issue.keys.slice(0, 1) : []
  return { ok: false, path: ['filter', ...(issue?.path ?? []), ...unknown].join('.') }
}

function fromJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    // cut off when it was passed on
    return undefined
  }
}

/** Writes the compact form; `readFilter` reads the same filter from it. */
export function writeFilter(filter: Filter): string {
  return Object.entries(filter)
    .flatMap(([column, part]) => {
      const given = Object.entries(part).filter(([, value]) => value !== undefined)
      // a column of which nothing is asked is still named
      if (given.length === 0) return [`${written(column)}:`]
      return given.map(([operator, value]) => `${written(column)}:${operator}=${writeValue(value)}`)
    })
    .join(';')
}

type Value = ColumnFilter[keyof ColumnFilter]

function writeValue(value: Value): string {
  // one empty text and no text at all are two things
  if (Array.isArray(value)) return value.map((one) => (one === null ? 'null' : written(one))).join(',')
  return typeof value === 'string' ? written(value) : String(value)
}

// what would be taken for something else stands as a JSON text
const plain = /^[^\s";:=,{}[\]]+( [^\s";:=,{}[\]]+)*$/
const wordsOfOthers = /^(?:null|true|false|-?\d.*(?<!-\d\d))$/

function written(text: string): string {
  return plain.test(text) && !wordsOfOthers.test(text) ? text : JSON.stringify(text)
}

const token = /"(?:[^"\\]|\\.)*"|[^";:=,]+|[;:=,]/gy

/** The parts of a compact filter, punctuation among them; null where one is cut off. */
function tokensOf(text: string): string[] | null {
  const tokens = text.match(token) ?? []
  return tokens.join('') === text ? tokens : null
}

function fromCompact(text: string): unknown {
  const tokens = tokensOf(text)
  if (tokens === null) return undefined
  const columns = new Map<string, Map<string, unknown>>()
  for (const part of splitAt(tokens, ';')) {
    const [column, colon, operator, equals, ...values] = part
    const key = column === undefined ? undefined : textOf(column)
    if (key === undefined || colon !== ':') return undefined
    const found = columns.get(key) ?? new Map<string, unknown>()
    columns.set(key, found)
    if (operator === undefined) continue
    const value = valueFor(operator, splitAt(values, ','))
    if (equals !== '=' || value === undefined || found.has(operator)) return undefined
    found.set(operator, value)
  }
  return Object.fromEntries([...columns].map(([key, found]) => [key, Object.fromEntries(found)]))
}

function splitAt(tokens: readonly string[], mark: string): string[][] {
  const parts: string[][] = [[]]
  for (const one of tokens) {
    if (one === mark) parts.push([])
    else parts.at(-1)?.push(one)
  }
  return parts
}

/** A text as it stands, or as JSON; undefined where it is neither. */
function textOf(word: string): string | undefined {
  if (/^[;:=,]$/.test(word)) return undefined
  if (!word.startsWith('"')) return word
  const read = fromJson(word)
  return typeof read === 'string' ? read : undefined
}

const scalars: Partial<Record<string, (word: string) => unknown>> = {
  from: numberOrText,
  to: numberOrText,
  last: Number,
  next: Number,
  is: yesOrNo,
  empty: yesOrNo,
}

function numberOrText(word: string): unknown {
  return /^-?\d+(\.\d+)?(e[+-]?\d+)?$/i.test(word) ? Number(word) : textOf(word)
}

function yesOrNo(word: string): unknown {
  return word === 'true' || word === 'false' ? word === 'true' : word
}

/** The value behind an operator; undefined where it is none. An operator that there is not is refused by the shape. */
function valueFor(operator: string, parts: readonly string[][]): unknown {
  const words = parts.map((part) => (part.length > 1 ? undefined : part[0]))
  const [first, ...more] = words
  if (operator === 'in') {
    if (first === undefined && more.length === 0) return parts[0]?.length === 0 ? [] : undefined
    const read = words.map((word) => (word === 'null' ? null : word === undefined ? undefined : textOf(word)))
    return read.includes(undefined) ? undefined : read
  }
  if (first === undefined || more.length > 0) return undefined
  return (scalars[operator] ?? textOf)(first)
}
