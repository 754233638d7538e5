import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'

/** The folder of the clone, wherever this code was bundled to: the nearest one above with a package.json. */
export const projectFolder: string = findAbove(import.meta.dirname)

function findAbove(folder: string): string {
  if (existsSync(join(folder, 'package.json'))) return folder
  const parent = dirname(folder)
  if (parent === folder) throw new Error('Kontor runs from its own folder, the one with package.json.')
  return findAbove(parent)
}
