import { expect, test } from 'vitest'
import { makeCustomer, makeOperator, makePartner, type Organization } from '../../../../test/support/factories.ts'
import { portalFixture } from '../../../../test/support/fixtures.ts'

const portal = portalFixture()

test('ACC-4 a changed organisation tells those it shares with, and reads no share of others for it', async () => {
  const operator = await makeOperator(portal.owner)
  const partner = (name: string) => makePartner(portal.owner, operator, { name })
  const [changed, above, giver, given, owned, other] = [
    await partner('Ahlers GmbH'),
    await partner('Behrens GmbH'),
    await partner('Carstens GmbH'),
    await partner('Dierks GmbH'),
    await partner('Ehlers GmbH'),
    await partner('Friese GmbH'),
  ]
  const share = (object: string, from: Organization, to: Organization) =>
    portal.owner.query(
      `insert into shares (operator_id, object_type, object_id, giver_id, grantee_id, level)
         values ($1, 'customer', $2, $3, $4, 'read')`,
      [operator.id, object, from.id, to.id],
    )
  await share(await makeCustomer(portal.owner, giver, {}), giver, changed)
  await share(await makeCustomer(portal.owner, other, {}), changed, given)
  await share(await makeCustomer(portal.owner, changed, {}), other, owned)
  await portal.owner.query(
    `insert into shares (operator_id, object_type, object_id, giver_id, grantee_id, level)
       select $1, 'customer', new_id(), $2, $3, 'read' from generate_series(1, 3000)`,
    [operator.id, giver.id, other.id],
  )
  await portal.owner.query('analyze shares, customers')

  const heard = new Set<string>()
  portal.owner.on('notification', ({ payload = '' }) => void heard.add(payload.split(' ')[2] ?? ''))
  await portal.owner.query('listen kontor_live')
  const read = async () => {
    const { rows } = await portal.owner.query<{ count: number }>(
      `select (seq_tup_read + coalesce(idx_tup_fetch, 0))::int as count from pg_stat_xact_user_tables where relname = 'shares'`,
    )
    return rows[0]?.count ?? Number.NaN
  }
  await portal.owner.query('begin')
  const before = await read()
  await portal.owner.query('update organizations set collaboration = false, parent_id = $2 where id = $1', [
    changed.id,
    above.id,
  ])
  const after = await read()
  await portal.owner.query('commit')

  expect(after - before).toBeLessThan(10)
  const under = [operator, changed, above, given, owned].map(({ id }) => `^${id}`)
  const told = () => [...heard].toSorted()
  await expect.poll(told).toEqual([changed.id, ...under].toSorted())
  await portal.owner.query('unlisten kontor_live')
  expect(told()).toEqual([changed.id, ...under].toSorted())
})
