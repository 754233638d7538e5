import type { ComparedExport } from './measure/exports.ts'
import type { Compared } from './measure/lists.ts'
import type { Weighed } from './measure/predicates.ts'
import type { LoadReport } from './world/load.ts'

/** One line of the table. */
export interface Line {
  what: string
  kontor: string
  raw: string
  ratio: string
  promise: string
  met: boolean | null
}

const number = (value: number) => (value >= 100 ? value.toFixed(0) : value >= 10 ? value.toFixed(1) : value.toFixed(2))

/** What a comparison over HTTP says against each promise. */
export function linesOf(c: Compared): Line[] {
  const processor = c.processor.server + c.processor.database
  const rawProcessor = c.processor.rawServer + c.processor.rawDatabase
  const paged = !/total|detail/.test(c.key)
  return [
    line(`${c.what} [1/s]`, c.kontor, c.raw, c.ratio, `≥ ${c.promise.toFixed(2)}`, c.ratio >= c.promise),
    ...(paged
      ? [
          line(
            '    p50 at 1 connection [ms]',
            c.p50.kontor,
            c.p50.raw,
            c.p50.kontor / c.p50.raw,
            '≤ 2',
            c.p50.kontor <= 2 * c.p50.raw,
          ),
        ]
      : []),
    ...(paged && !c.key.includes('search')
      ? [
          line('    p99 at 16 [ms]', c.p99.kontor, c.p99.raw, c.p99.kontor / c.p99.raw, '≤ 30 ms', c.p99.kontor <= 30),
          line(
            '    processor time [ms]',
            processor,
            rawProcessor,
            processor / rawProcessor,
            '≤ 1.0 ms',
            processor <= 1,
          ),
        ]
      : []),
    ...(c.rawOfStatic < 0.25 && paged
      ? [line('    raw ÷ static reply of its size', NaN, NaN, c.rawOfStatic, '≥ 0.25', null)]
      : []),
  ]
}

/** A line of two figures; `met` null where nothing is promised. */
export function line(
  what: string,
  kontor: number,
  raw: number,
  ratio: number,
  promise: string,
  met: boolean | null,
): Line {
  const cell = (value: number) => (Number.isNaN(value) ? '' : number(value))
  return { what, kontor: cell(kontor), raw: cell(raw), ratio: cell(ratio), promise, met }
}

/** Policy and reach view: promised are the figures of access-sql.md, ± 10 %. */
export function predicateLines(weighed: Weighed[]): Line[] {
  return weighed.map(({ what, hand, policy, reach }) => ({
    what: `in one connection: ${what} [1/s]`,
    kontor: `${policy.toFixed(2)} / ${reach.toFixed(2)}`,
    raw: number(hand),
    ratio: 'policy / reach',
    promise: 'access-sql.md',
    met: null,
  }))
}

/** A workbook against the CSV stream of the same rows. */
export function exportLines({ what, csv, xlsx }: ComparedExport): Line[] {
  const ratio = xlsx.whole / csv.whole
  return [
    line(`export as workbook against CSV, 12 columns, ${what} [ms]`, xlsx.whole, csv.whole, ratio, '≤ 3', ratio <= 3),
    line('    first byte [ms]', xlsx.firstByte, csv.firstByte, NaN, '≤ 200 ms', xlsx.firstByte <= 200),
    line('    more memory [MiB]', xlsx.memory, csv.memory, NaN, '≤ 64', xlsx.memory <= 64),
  ]
}

/** What loading and indexes cost. */
export function loadLines({ customers, copySeconds, indexes, tableBytes }: LoadReport): Line[] {
  const size = (bytes: number) => `${(bytes / 2 ** 20).toFixed(0)} MiB`
  return [
    {
      what: `COPY of ${customers} customers, search text included`,
      kontor: `${copySeconds.toFixed(1)} s`,
      raw: size(tableBytes),
      ratio: '',
      promise: '',
      met: null,
    },
    ...indexes.map(({ name, seconds, bytes }) => ({
      what: `index ${name}`,
      kontor: `${seconds.toFixed(1)} s`,
      raw: size(bytes),
      ratio: '',
      promise: '',
      met: null,
    })),
  ]
}

/** The table as text. */
export function table(lines: Line[]): string {
  const rows = [
    ['what', 'Kontor', 'raw', 'ratio', 'promise', 'met'],
    ...lines.map(({ what, kontor, raw, ratio, promise, met }) => [
      what,
      kontor,
      raw,
      ratio,
      promise,
      met === null ? '' : met ? 'yes' : 'NO',
    ]),
  ]
  const widths = rows[0]?.map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0))) ?? []
  return rows
    .map((row) =>
      row
        .map((cell, column) => (column === 0 ? cell.padEnd(widths[column] ?? 0) : cell.padStart(widths[column] ?? 0)))
        .join('  '),
    )
    .join('\n')
}
