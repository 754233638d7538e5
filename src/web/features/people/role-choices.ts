/** Which roles somebody is given (true) or loses (false), whatever others give or take. */
export type Choices = Readonly<Record<string, boolean>>

/** What is chosen, where these ids are wanted instead of those that are held. */
export function choicesOf(held: readonly string[], wanted: readonly string[]): Choices {
  const given = wanted.filter((id) => !held.includes(id)).map((id) => [id, true] as const)
  const taken = held.filter((id) => !wanted.includes(id)).map((id) => [id, false] as const)
  return Object.fromEntries([...given, ...taken])
}

/** What comes of those that are held now. */
export function withChoices(held: readonly string[], choices: Choices): string[] {
  const given = Object.keys(choices).filter((id) => choices[id] && !held.includes(id))
  return [...held.filter((id) => choices[id] !== false), ...given]
}
