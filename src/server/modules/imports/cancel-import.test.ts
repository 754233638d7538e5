import pg from 'pg'
import { expect, test } from 'vitest'
import { portalFixture } from '../../../../test/support/fixtures.ts'
import { file, line, makeTeam } from '../../../../test/support/import-team.ts'

const portal = portalFixture({ worker: true })

test('IMP-4 an import that somebody begins to take over while it is cancelled tells its end', async () => {
  const team = await makeTeam(portal)
  const { id } = await team.check(file(line('K1')))
  const other = new pg.Client(portal.database.ownerUrl)
  await other.connect()
  await other.query('begin')
  await other.query(`update imports set status = 'running', attempt = attempt + 1 where id = $1`, [id])
  const cancelling = team.maker.browser.call('POST', `${team.path}/${id}/cancellation`)
  const waiting =
    'select from pg_locks join pg_stat_activity using (pid) where not granted and datname = current_database()'
  await expect.poll(async () => (await portal.owner.query(waiting)).rowCount).toBe(1)
  await other.query('commit')
  await other.end()
  expect((await cancelling).status).toBe(200)
  const told = `select from outbox where kind = 'import.ended' and payload ->> 'importId' = $1`
  expect((await portal.owner.query(told, [id])).rowCount).toBe(1)
})
