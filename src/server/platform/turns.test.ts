import { expect, test } from 'vitest'
import { Turns } from './turns.ts'

/** Work that goes on until it is ended. */
function pieces(turns: Turns, count: number) {
  const begun: number[] = []
  const ends: (() => void)[] = []
  const all = Array.from({ length: count }, (_, at) =>
    turns.take(() => {
      begun.push(at)
      return new Promise<void>((resolve) => ends.push(resolve))
    }),
  )
  return { begun, ends, all }
}

test('two pieces of work run at a time, the others in the order they came', async () => {
  const { begun, ends, all } = pieces(new Turns(2, 10_000), 4)
  await expect.poll(() => begun).toEqual([0, 1])
  ends[1]?.()
  await expect.poll(() => begun).toEqual([0, 1, 2])
  ends[0]?.()
  await expect.poll(() => begun).toEqual([0, 1, 2, 3])
  for (const end of ends) end()
  await Promise.all(all)
})

test('whose turn does not come in time is told that the server is busy, and takes no turn of others', async () => {
  const turns = new Turns(1, 50)
  const { begun, ends, all } = pieces(turns, 2)
  await expect(all[1]).rejects.toMatchObject({ code: 'server.busy', details: { retryAfter: 10 } })
  ends[0]?.()
  await all[0]
  expect(begun).toEqual([0])
  expect(await turns.take(async () => 'next')).toBe('next')
})

test('work that fails gives its turn back', async () => {
  const turns = new Turns(1, 50)
  await expect(turns.take(() => Promise.reject(new Error('broken')))).rejects.toThrow('broken')
  expect(await turns.take(async () => 'next')).toBe('next')
})
