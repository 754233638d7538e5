import { problemsOf } from './check.ts'
import { type World, worldSchema } from './world.ts'

/** Reads a world from a parsed JSON document (README.md). Throws with one line per mistake, each naming its path. */
export function parseWorld(json: unknown): World {
  const parsed = worldSchema.safeParse(json)
  if (!parsed.success) {
    throw new Error(
      report(parsed.error.issues.map(({ path, message }) => ({ path: path.map(String).join('.'), says: message }))),
    )
  }
  const problems = problemsOf(parsed.data)
  if (problems.length > 0) throw new Error(report(problems))
  return parsed.data
}

function report(problems: { path: string; says: string }[]): string {
  const lines = problems.map(({ path, says }) => `  ${path === '' ? '(the world)' : path}: ${says}`)
  return ['This is not a world:', ...lines].join('\n')
}
