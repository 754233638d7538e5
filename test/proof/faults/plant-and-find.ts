import type { Fault } from './fault.ts'
import { findByTests, findByWorlds, type Outcome } from './find.ts'
import { copyTree, plant, plantPatch } from './tree.ts'

const worlds = 40
/** What looks at a foreign fault that no world shows. */
const tests = ['test/registry', 'test/proof/nested-tenants.test.ts', 'src/server']

/** Plants one fault of the list and looks for it where it should show. */
export async function plantAndFind(fault: Fault, seed = 1): Promise<Outcome> {
  const tree = await copyTree()
  try {
    await plant(tree, fault)
    return await (fault.found === undefined ? findByWorlds(tree, { worlds, seed }) : findByTests(tree, [fault.found]))
  } finally {
    await tree.remove()
  }
}

/** Plants a patch and looks for it everywhere: in worlds first, then by the tests. */
export async function plantPatchAndFind(file: string): Promise<Outcome> {
  const tree = await copyTree()
  try {
    await plantPatch(tree, file)
    const byWorlds = await findByWorlds(tree, { worlds, seed: 1 })
    return byWorlds.outcome === 'missed' ? await findByTests(tree, tests) : byWorlds
  } finally {
    await tree.remove()
  }
}
