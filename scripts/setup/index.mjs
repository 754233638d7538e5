import { installDependencies } from './dependencies.mjs'
import { findNode } from './node.mjs'

/**
 * Everything a fresh clone needs before anything of it can run: Node 24 and the packages.
 *
 * @returns {string} the path of the Node to run things with
 */
export function setUp() {
  const node = findNode()
  installDependencies(node)
  return node
}
