import { ZxcvbnFactory } from '@zxcvbn-ts/core'
import { adjacencyGraphs, dictionary as common } from '@zxcvbn-ts/language-common'
import { dictionary as german } from '@zxcvbn-ts/language-de'
import { type FieldProblem, Refusal } from '../../platform/errors.ts'

/** How many characters a password has at least; 12 once there is a second factor. */
const shortest = 15
// guesses take longer to count than a password of this length is ever weak
const looked = 64
// nothing behind it makes a password better or worse
const read = 128
// guesses as a power of ten: below the first it is refused, from the second on it is strong
const enough = 10
const strong = 14

interface Grade {
  ok: boolean
  /** 0 to 2 are refused, 3 is enough, 4 is strong */
  score: 0 | 1 | 2 | 3 | 4
  /** what is wrong with it, as the code of a field problem */
  why: FieldProblem['code'] | null
}

let estimator: ZxcvbnFactory | undefined

// made at first use: the lists take a tenth of a second to read
function estimate(password: string, names: readonly string[]) {
  const { commonWords, firstnames, lastnames } = german
  estimator ??= new ZxcvbnFactory({
    dictionary: { ...common, commonWords, firstnames, lastnames },
    graphs: adjacencyGraphs,
  })
  return estimator.check(password, [...names])
}

/**
 * Grades a password (PPL-4): length, common passwords and words, keyboard rows, sequences, repetitions, and names around it.
 *
 * @param names of the person, their login and address, and their organisations
 */
export function gradePassword(password: string, names: readonly string[]): Grade {
  // one character may become many when it is normalized
  const characters = Array.from(password.slice(0, read).normalize('NFKC').slice(0, read))
  const head = characters.slice(0, looked).join('')
  const parts = partsOf(names)
  const { guessesLog10, sequence } = estimate(head, parts)
  const weak = Math.min(2, Math.floor(guessesLog10 / 4)) as 0 | 1 | 2
  if (characters.length < shortest) return { ok: false, score: weak, why: 'password_too_short' }
  if (consistsOfNames(head, parts)) return { ok: false, score: Math.min(1, weak) as 0 | 1, why: 'password_names' }
  if (guessesLog10 < enough) {
    const simple = sequence.some(
      ({ pattern }) => pattern === 'repeat' || pattern === 'sequence' || pattern === 'spatial',
    )
    return { ok: false, score: weak, why: simple ? 'password_pattern' : 'password_common' }
  }
  return { ok: true, score: guessesLog10 < strong ? 3 : 4, why: null }
}

/** @throws Refusal 422 that names what is wrong with the password */
export function refuseWeak(password: string, names: readonly string[], path: string): void {
  const { why } = gradePassword(password, names)
  if (why) throw new Refusal('identity.password_weak', { fields: [passwordProblem(path, why)] })
}

/** The field problem of a grade, with what its sentence names. */
export function passwordProblem(path: string, why: NonNullable<Grade['why']>): FieldProblem {
  return { path, code: why, vars: { min: shortest } }
}

const substitutes: Readonly<Record<string, string>> = {
  '0': 'o',
  '1': 'i',
  '3': 'e',
  '4': 'a',
  '5': 's',
  '7': 't',
  '@': 'a',
  $: 's',
  '!': 'i',
}

function fold(text: string): string {
  return text.toLowerCase().normalize('NFD').replaceAll(/\p{M}/gu, '').replaceAll('ß', 'ss')
}

function partsOf(names: readonly string[]): string[] {
  const parts = names.flatMap((name) => fold(name).split(/[^\p{L}\p{N}]+/u)).filter((part) => part.length >= 3)
  return [...new Set(parts)].toSorted((a, b) => b.length - a.length)
}

// what is left beside the names must be a password of some length by itself
function consistsOfNames(password: string, parts: readonly string[]): boolean {
  const folded = fold(password)
  return [folded, folded.replaceAll(/[013457@$!]/g, (sign) => substitutes[sign] ?? sign)].some((text) => {
    const rest = parts.reduce((left, part) => left.replaceAll(part, ''), text)
    return rest.length < folded.length && rest.replaceAll(/[^\p{L}\p{N}]/gu, '').length < 8
  })
}
