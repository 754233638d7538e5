// The catalogues of both languages must say the same things.
import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

/** What the catalogues at `root` lack in one language or say differently, one line each. */
export function checkLanguages(root: string): string[] {
  const german = catalogues(join(root, 'src/locales/de'))
  const english = catalogues(join(root, 'src/locales/en'))
  return [...new Set([...german.keys(), ...english.keys()])].toSorted().flatMap((name) => {
    const one = german.get(name)
    const other = english.get(name)
    if (!one || !other) return [`${name} is missing in ${one ? 'en' : 'de'}`]
    return compare(name, one, other)
  })
}

function compare(name: string, german: Map<string, string>, english: Map<string, string>): string[] {
  return [...new Set([...german.keys(), ...english.keys()])].toSorted().flatMap((key) => {
    const one = german.get(key)
    const other = english.get(key)
    if (one === undefined || other === undefined)
      return [`${name}: ${key} is missing in ${one === undefined ? 'de' : 'en'}`]
    if (one.trim() === '' || other.trim() === '') return [`${name}: ${key} is empty`]
    return variables(one) === variables(other) ? [] : [`${name}: ${key} has other variables in de than in en`]
  })
}

function catalogues(folder: string): Map<string, Map<string, string>> {
  return new Map(
    globSync('**/*.json', { cwd: folder }).map((name) => {
      const content: unknown = JSON.parse(readFileSync(join(folder, name), 'utf8'))
      return [name.replaceAll('\\', '/'), new Map(flatten(content, ''))]
    }),
  )
}

function flatten(value: unknown, path: string): [string, string][] {
  if (typeof value !== 'object' || value === null) return [[path, String(value)]]
  return Object.entries(value).flatMap(([key, inner]) => flatten(inner, path === '' ? key : `${path}.${key}`))
}

// `{{count}}` and `{{amount, currency}}` alike, and nested texts
function variables(text: string): string {
  const found = [...text.matchAll(/\{\{\s*-?\s*([\w.]+)[^}]*\}\}|\$t\(([^)]+)\)/g)].map(
    (match) => match[1] ?? match[2] ?? '',
  )
  return [...new Set(found)].toSorted().join(' ')
}

if (import.meta.main) {
  const problems = checkLanguages(join(import.meta.dirname, '..', '..'))
  for (const problem of problems) console.error(problem)
  process.exitCode = problems.length > 0 ? 1 : 0
}
