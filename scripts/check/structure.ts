// The walls between the folders. What oxlint can tell, it tells: cycles and lengths are in .oxlintrc.json.
import { existsSync, globSync, readFileSync } from 'node:fs'
import { dirname, join, posix } from 'node:path'
import { brokenWall, type Import, wrongFile } from './structure-rules.ts'

const importing = /^[ \t]*import\s(?:[^'"(]*?\bfrom\s*)?(['"])([^'"\n]+)\1/gm
const exporting = /^[ \t]*export\s+(?:type\s+)?(?:\*[\s\w]*|\{[^}]*\})\s*from\s*(['"])([^'"\n]+)\1/gm
const calling = /\bimport\(\s*(['"])([^'"\n]+)\1/g

/** Everything in the clone at `root` that breaks a rule of the structure, one line each. */
export function checkStructure(root: string): string[] {
  const files = globSync('{src,test}/**/*.{ts,tsx,json,css}', { cwd: root }).map((path) => path.replaceAll('\\', '/'))
  return [
    ...files.toSorted().flatMap((path) => {
      const text = readFileSync(join(root, path), 'utf8')
      const walls = importsOf(path, text).flatMap((edge) => {
        const reason = brokenWall(edge)
        return reason === undefined ? [] : [`${edge.from} imports ${edge.to}: ${reason}`]
      })
      return [...wrongFile(path, text), ...walls]
    }),
    ...missingDoors(root, files),
  ]
}

function importsOf(from: string, text: string): Import[] {
  if (!/\.tsx?$/.test(from)) return []
  const specifiers = [importing, exporting, calling].flatMap((form) =>
    [...text.matchAll(form)].map((match) => match[2] ?? ''),
  )
  return specifiers.map((specifier) =>
    specifier.startsWith('.')
      ? { from, to: posix.join(dirname(from), specifier), isPackage: false }
      : { from, to: specifier, isPackage: true },
  )
}

function missingDoors(root: string, files: string[]): string[] {
  const modules = new Set(files.flatMap((path) => /^src\/server\/modules\/[^/]+(?=\/)/.exec(path)?.[0] ?? []))
  return [...modules]
    .filter((path) => !existsSync(join(root, path, 'index.ts')))
    .map((path) => `${path} has no index.ts`)
}

if (import.meta.main) {
  const problems = checkStructure(join(import.meta.dirname, '..', '..'))
  for (const problem of problems) console.error(problem)
  process.exitCode = problems.length > 0 ? 1 : 0
}
