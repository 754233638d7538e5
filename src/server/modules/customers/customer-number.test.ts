import { expect, test } from 'vitest'
import { portalFixture } from '../../../../test/support/fixtures.ts'

const portal = portalFixture()

async function draw(from: number, count: number): Promise<number[]> {
  await portal.owner.query(`select setval('customer_numbers', $1, false)`, [from])
  const { rows } = await portal.owner.query<{ number: string }>(
    'select customer_number() as number from generate_series(1, $1)',
    [count],
  )
  return rows.map(({ number }) => Number(number.slice(1)))
}

test.each([
  ['five digits', 1, 10_000, 99_999],
  ['six digits', 90_001, 100_000, 999_999],
  ['seven digits', 990_001, 1_000_000, 9_999_999],
])('CUS-1 numbers of %s are unique and of one length', async (_, from, least, most) => {
  const numbers = await draw(from, 3000)
  expect(new Set(numbers).size).toBe(3000)
  expect(Math.min(...numbers)).toBeGreaterThanOrEqual(least)
  expect(Math.max(...numbers)).toBeLessThanOrEqual(most)
})

test('CUS-1 a whole block is used, each number once', async () => {
  expect(new Set(await draw(1, 90_000)).size).toBe(90_000)
})

test('CUS-1 the steps between numbers tell nothing: without the key of the installation they are no order', async () => {
  const numbers = await draw(1, 1000)
  const steps = numbers.slice(1).map((number, i) => (number - (numbers[i] ?? 0) + 90_000) % 90_000)
  expect(new Set(steps).size).toBeGreaterThan(900)
  await portal.owner.query('begin')
  await portal.owner.query(`update installation set signing_key = sha256('another installation')`)
  const others = await draw(1, 1000)
  await portal.owner.query('rollback')
  expect(others.filter((number, i) => number === numbers[i]).length).toBeLessThan(10)
})
