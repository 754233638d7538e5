import { type Draft, draftFor, type Start } from './draft.ts'
import { fillHanse } from './hanse.ts'
import { fillNordlicht } from './nordlicht.ts'

/** What the installation says about an operator that stands there already. */
export type Ground = Pick<Start, 'operator' | 'roleIds'>

/**
 * Makes up both operators of the demo: the same ones for the same moment.
 *
 * @param passwordHash of the password that all of them have
 */
export function makeWorld(grounds: { nordlicht: Ground; hanse: Ground }, passwordHash: string, now: Date): Draft[] {
  const logins = new Set<string>()
  const nordlicht = draftFor({ ...grounds.nordlicht, passwordHash, now, seed: 1847, logins })
  const hanse = draftFor({ ...grounds.hanse, passwordHash, now, seed: 1358, logins })
  fillHanse(hanse, fillNordlicht(nordlicht))
  return [nordlicht, hanse]
}
