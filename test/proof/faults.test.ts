import { expect, test } from 'vitest'
import { diceFor } from '../model/dice.ts'
import { patience, strength } from '../support/strength.ts'
import { FAULTS } from './faults/list.ts'
import { plantAndFind } from './faults/plant-and-find.ts'
import { copyTree, plant } from './faults/tree.ts'

const DRAWN = Math.min(strength.faults, FAULTS.length)

test('every fault of the list can be planted', async () => {
  const tree = await copyTree()
  try {
    // one after the other into one tree: none stands in the way of another
    for (const fault of FAULTS) await plant(tree, fault)
  } finally {
    await tree.remove()
  }
})

test(`${DRAWN} planted faults, drawn anew in every run, are found`, { timeout: patience }, async () => {
  const seed = Date.now() % 1_000_000
  for (const fault of diceFor(seed).shuffled(FAULTS).slice(0, DRAWN))
    expect.soft(await plantAndFind(fault), `${fault.name}, drawn by ${seed}`).toMatchObject({ outcome: 'found' })
})
