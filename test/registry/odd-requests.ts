import fc from 'fast-check'
import { type Endpoint, inOrganization } from '../../src/api/endpoint.ts'
import { endpoints } from '../../src/api/index.ts'
import type { Given } from './ask.ts'
import { sampleOf } from './sample.ts'

/** A request that is wrong somewhere, made from an endpoint's own shapes. */
export interface OddRequest {
  /** of the endpoint: counterexamples name endpoints, they don't print them */
  name: string
  who: 'staff' | 'administrator' | 'nobody'
  given: Given
}

const deep = (open: string, close: string) => `${open.repeat(5_000)}1${close.repeat(5_000)}`

const oddTexts = [
  '',
  ' ',
  '\t',
  '\u0000',
  'a\u0000b',
  '\ud800',
  '\u202e\u0085',
  '💥',
  'x'.repeat(201),
  'ä'.repeat(5_000),
  "'",
  "' or 1=1 --",
  '%',
  '\\',
  '_',
  '-1',
  '0',
  '1e9',
  '999999999999999999999',
  'NaN',
  'null',
  'true',
  '[]',
  '{}',
  '{"a":',
  '../../etc/passwd',
  '%00',
  '${jndi}',
  '{{x}}',
  '2026-02-30',
  '0000-00-00',
  '+275760-09-13T00:00:00Z',
  '99999-01-01',
  '00000000-0000-0000-0000-000000000000',
  'FFFFFFFF-FFFF-FFFF-FFFF-FFFFFFFFFFFF',
  'name',
  '-name',
  'name,name',
  ',',
  '__proto__',
  'constructor',
  'toString',
  'DE',
  'de',
  'a@b',
  'a@b.example',
  '.',
  'a.b',
  'memberships',
  '١٢',
]
const oddValues: unknown[] = [
  ...oddTexts,
  null,
  true,
  false,
  0,
  -1,
  1.5,
  1e308,
  2 ** 53,
  -(2 ** 31) - 1,
  [],
  [[]],
  {},
  { a: 1 },
  [null],
  ['x', 'x'],
  { length: 3 },
  Array.from({ length: 600 }, () => 'x'),
]
const rawBodies = [
  '',
  '{',
  '[',
  'null',
  '"',
  '\u0000',
  deep('[', ']'),
  deep('{"name":', '}'),
  '{"a":1,"a":2}',
  '﻿{}',
  '{"name":"\\ud800"}',
  '1e999',
  `"${'x'.repeat(1e5)}"`,
]

const part = (head: string, body: string) => `--x\r\nContent-Disposition: form-data; ${head}\r\n\r\n${body}\r\n`
const file = 'name="file"; filename="a.csv"'
const oddUploads = [
  '',
  '{}',
  '--x',
  '--x\r\n',
  '--x--\r\n',
  '\r\n--x--',
  part(file, 'Name;Mail\r\na;b'),
  `${part(file, '')}--x--\r\n`,
  `${part(file, '\u0000\u0000')}--x--\r\n`,
  `${part('name="feld"', 'x')}--x--\r\n`,
  `${part('name="__proto__"; filename="a.csv"', 'Name\r\nx')}--x--\r\n`,
  `${part('name=file', 'Name')}--x--\r\n`,
  `${part(file, 'Name;Name\r\n"x').repeat(3)}--x--\r\n`,
  `${part('name="f"', 'x').repeat(20)}--x--\r\n`,
  `--x\r\n\r\nName\r\n--x--\r\n`,
  `${part(`name="file"; filename="${'a'.repeat(9_000)}\u0000.csv"`, 'Name\r\n')}--x--\r\n`,
  `--x\r\n${'X: y\r\n'.repeat(3_000)}\r\n--x--\r\n`,
]

const oddHeaders: Record<string, readonly string[]> = {
  'if-match': ['"1"', '*', '"x"', '"-1"', 'W/"2"', '"99999999999"', '1', '"1", "2"'],
  'idempotency-key': ['k', 'x'.repeat(300), 'a b', 'ä', '"', "' or 1=1"],
  'accept-language': ['*', 'xx', 'de;q=', ',,,', 'x'.repeat(2_000)],
  'content-type': [
    'text/plain',
    'application/json; charset=latin1',
    'multipart/form-data',
    'multipart/form-data; boundary=x',
    ';',
    'application/json;;',
  ],
  'content-encoding': ['gzip', 'nonsense'],
  'if-none-match': ['"1"', '*'],
  range: ['bytes=0-1', 'x'],
  cookie: ['kontor_session=', 'kontor_session=%', 'kontor_session=x; kontor_session=y', ';;=', 'kontor_session="a\\"'],
  'x-forwarded-for': ['1.2.3.4, x', "'"],
}

type Change = (given: Given) => Given

const text = fc.oneof(
  { weight: 5, arbitrary: fc.constantFrom(...oddTexts) },
  fc.string({ unit: 'binary', maxLength: 40 }),
)
const value = fc.oneof({ weight: 5, arbitrary: fc.constantFrom(...oddValues) }, fc.jsonValue())

function inQuery(endpoint: Endpoint): fc.Arbitrary<Change> {
  const key = fc.constantFrom(...Object.keys(endpoint.query.shape), 'viewAs', 'across', '__proto__', 'x')
  return fc.tuple(key, text).map(([k, v]) => (given) => ({ ...given, query: { ...given.query, [k]: v } }))
}

function inParams(endpoint: Endpoint, ids: readonly string[]): fc.Arbitrary<Change> {
  const key = fc.constantFrom(...Object.keys(endpoint.params.shape))
  const id = fc.oneof(text, fc.constantFrom(...ids))
  return fc.tuple(key, id).map(([k, v]) => (given) => ({ ...given, params: { ...given.params, [k]: v } }))
}

function inBody(endpoint: Endpoint, ids: readonly string[]): fc.Arbitrary<Change> {
  const whole = endpoint.body ? sampleOf(endpoint.body, true) : {}
  const keys = Object.keys(whole as object)
  const key = fc.oneof({ weight: 9, arbitrary: fc.constantFrom(...keys, 'x') }, text)
  const some = fc.oneof({ weight: 6, arbitrary: value }, fc.constantFrom(...ids))
  const set: fc.Arbitrary<Change> = fc.tuple(key, some).map(([k, v]) => (given) => ({
    ...given,
    body: put(given.body, k, v),
  }))
  const drop: fc.Arbitrary<Change> = key.map((k) => (given) => ({ ...given, body: put(given.body, k, undefined) }))
  const raw: fc.Arbitrary<Change> = fc.constantFrom(...rawBodies).map((payload) => (given) => ({ ...given, payload }))
  const other: fc.Arbitrary<Change> = value.map((body) => (given) => ({ ...given, body }))
  return fc.oneof({ weight: 8, arbitrary: set }, { weight: 2, arbitrary: drop }, raw, other)
}

function put(body: unknown, key: string, given: unknown): unknown {
  return typeof body === 'object' && body !== null && !Array.isArray(body)
    ? { ...body, [key]: given }
    : { [key]: given }
}

const headerChange: fc.Arbitrary<Change> = fc
  .constantFrom(...Object.entries(oddHeaders))
  .chain(([name, values]) => fc.tuple(fc.constant(name), fc.constantFrom(...values)))
  .map(([name, v]) => (given) => ({ ...given, headers: { ...given.headers, [name]: v } }))

const place: fc.Arbitrary<Change> = text.map((organization) => (given) => ({ ...given, organization }))

/** Requests from the literals: as they should be but for one to three things. */
function oddRequestTo(endpoint: Endpoint, world: Surroundings): fc.Arbitrary<OddRequest> {
  if (endpoint.media === 'multipart') return oddUploadTo(endpoint, world)
  const changes: { weight: number; arbitrary: fc.Arbitrary<Change> }[] = [
    { weight: 4, arbitrary: inQuery(endpoint) },
    { weight: 1, arbitrary: headerChange },
  ]
  if (inOrganization(endpoint)) changes.push({ weight: 1, arbitrary: place })
  if (Object.keys(endpoint.params.shape).length > 0)
    changes.push({ weight: 2, arbitrary: inParams(endpoint, world.ids) })
  if (endpoint.method !== 'get') changes.push({ weight: 8, arbitrary: inBody(endpoint, world.ids) })
  const whole: Given = {
    organization: world.organization,
    params: world.params,
    ...(endpoint.body && { body: sampleOf(endpoint.body, true) }),
    ...(endpoint.method !== 'get' && { headers: { 'if-match': '"1"' } }),
  }
  return fc.record({
    name: fc.constant(endpoint.name),
    who: fc.constantFrom('staff', 'staff', 'staff', 'administrator', 'nobody'),
    given: fc
      .array(fc.oneof(...changes), { minLength: 1, maxLength: 3 })
      .map((some) => some.reduce((given, change) => change(given), whole)),
  })
}

function oddUploadTo({ name }: Endpoint, { organization }: Surroundings): fc.Arbitrary<OddRequest> {
  const multipart = { 'content-type': 'multipart/form-data; boundary=x' }
  return fc.tuple(fc.constantFrom(...oddUploads), fc.option(headerChange)).map(([payload, change]) => {
    const given: Given = { organization, payload, headers: multipart }
    return { name, who: 'staff', given: change ? change(given) : given }
  })
}

/** Where the requests go. */
interface Surroundings {
  organization: string
  params: Record<string, string>
  /** ids to try, foreign ones among them */
  ids: readonly string[]
}

// they take their time, so that nobody learns from it whether a mail goes out
const slow = new Set(['identity.requestPasswordLink', 'identity.renewPasswordLink'])

/** Requests to all endpoints. */
export function oddRequests(world: Surroundings): fc.Arbitrary<OddRequest> {
  const to = (some: readonly Endpoint[]) => fc.oneof(...some.map((endpoint) => oddRequestTo(endpoint, world)))
  return fc.oneof(
    { weight: 150, arbitrary: to(endpoints.filter(({ name }) => !slow.has(name))) },
    { weight: 1, arbitrary: to(endpoints.filter(({ name }) => slow.has(name))) },
  )
}
