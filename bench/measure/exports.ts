import { get, type IncomingMessage } from 'node:http'
import { memoryOf, type Served } from '../load/processes.ts'
import type { Reader } from '../world/load.ts'
import { median } from './lists.ts'

/** What one kind of file costs, of the same rows. */
interface Cost {
  /** until the last byte, in milliseconds */
  whole: number
  firstByte: number
  /** at most, above what the server held before, in MiB */
  memory: number
  bytes: number
}

export interface ComparedExport {
  what: string
  csv: Cost
  xlsx: Cost
}

const columns = 'number,name,status,owner,contact,postalCode,city,street,email,phone,customerSince,createdAt'

/** The same rows with twelve columns as CSV and as a workbook, one after the other and in turn (LST-9). */
export async function compareExport(
  kontor: Served,
  what: string,
  reader: Reader,
  rounds: number,
): Promise<ComparedExport> {
  const costs: Record<'csv' | 'xlsx', Cost[]> = { csv: [], xlsx: [] }
  for (let round = 0; round < rounds; round += 1) {
    costs.csv.push(await download(kontor, reader, 'csv'))
    costs.xlsx.push(await download(kontor, reader, 'xlsx'))
  }
  return { what, csv: middle(costs.csv), xlsx: middle(costs.xlsx) }
}

function middle(all: Cost[]): Cost {
  const of = (key: keyof Cost) => median(all.map((cost) => cost[key]))
  return { whole: of('whole'), firstByte: of('firstByte'), memory: of('memory'), bytes: of('bytes') }
}

async function download(kontor: Served, reader: Reader, kind: 'csv' | 'xlsx'): Promise<Cost> {
  const path = `/api/v1/o/${reader.organization}/customers.${kind}?columns=${columns}`
  const before = memoryOf(kontor.pid).now
  let most = before
  const watch = setInterval(() => {
    most = Math.max(most, memoryOf(kontor.pid).now)
  }, 20)
  const start = performance.now()
  let firstByte = 0
  let bytes = 0
  try {
    const reply = await new Promise<IncomingMessage>((resolve, reject) =>
      get({ port: kontor.port, path, headers: { cookie: reader.cookie } }, resolve).on('error', reject),
    )
    if (reply.statusCode !== 200) throw new Error(`${path}: ${reply.statusCode}`)
    for await (const part of reply as AsyncIterable<Buffer>) {
      firstByte ||= performance.now() - start
      bytes += part.length
    }
  } finally {
    clearInterval(watch)
  }
  return { whole: performance.now() - start, firstByte, memory: most - before, bytes }
}
