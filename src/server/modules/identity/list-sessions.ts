import { sql } from 'kysely'
import type { Tx } from '../../platform/db/database.ts'
import { deviceOf } from './device.ts'

interface Row {
  id: string
  device: string
  address: string
  created_at: string
  last_seen_at: string
  current: boolean
}

/** The own sign-ins, this one first, then by when they were last seen (PPL-6). */
export async function listSessions(tx: Tx, tokenHash: Buffer | null) {
  const { rows } = await sql<Row>`select * from access.own_sessions(${tokenHash})`.execute(tx)
  return rows.map((row) => ({
    id: row.id,
    device: deviceOf(row.device),
    address: row.address,
    createdAt: row.created_at,
    lastSeenAt: row.last_seen_at,
    current: row.current,
  }))
}
