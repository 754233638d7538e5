// npm run prove:faults: plants mistakes in a copy of the sources and shows what finds them (quality.md).
//   --draw N       N of the list, drawn by --seed S (by the clock); without it all
//   --only WORD    those whose name contains the word
//   --patch FILE   a foreign one: a unified diff against the clone
import { resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { diceFor } from '../test/model/dice.ts'
import { FAULTS } from '../test/proof/faults/list.ts'
import type { Outcome } from '../test/proof/faults/find.ts'
import { plantAndFind, plantPatchAndFind } from '../test/proof/faults/plant-and-find.ts'

const { values: options } = parseArgs({
  options: {
    draw: { type: 'string' },
    seed: { type: 'string' },
    only: { type: 'string' },
    patch: { type: 'string' },
  },
})

const outcomes = options.patch === undefined ? await plantList() : [await plantForeign(options.patch)]
const unfound = outcomes.filter(({ outcome }) => outcome !== 'found').length
process.stdout.write(`${outcomes.length - unfound} of ${outcomes.length} faults were found\n`)
process.exitCode = unfound === 0 ? 0 : 1

async function plantList(): Promise<Outcome[]> {
  const seed = Number(options.seed ?? Date.now() % 1_000_000)
  const wanted = FAULTS.filter(({ name }) => name.includes(options.only ?? ''))
  const drawn = options.draw === undefined ? wanted : diceFor(seed).shuffled(wanted).slice(0, Number(options.draw))
  if (options.draw !== undefined) process.stdout.write(`drawn by --seed ${seed}\n`)
  const list: Outcome[] = []
  for (const fault of drawn) {
    const start = performance.now()
    const outcome = await plantAndFind(fault)
    say(`${fault.wall}: ${fault.name}`, outcome, start)
    list.push(outcome)
  }
  return list
}

async function plantForeign(file: string): Promise<Outcome> {
  const start = performance.now()
  const outcome = await plantPatchAndFind(resolve(file))
  say(file, outcome, start)
  return outcome
}

function say(what: string, outcome: Outcome, start: number): void {
  const detail = outcome.outcome === 'found' ? outcome.by : outcome.outcome === 'broken' ? outcome.why : ''
  const seconds = ((performance.now() - start) / 1000).toFixed(0)
  process.stdout.write(`${outcome.outcome} after ${seconds} s: ${what}\n  ${detail}\n`)
}
