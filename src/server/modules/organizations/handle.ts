import { randomInt } from 'node:crypto'

const letters = 'abcdefghijklmnopqrstuvwxyz0123456789'
const umlauts: Record<string, string> = { ä: 'ae', ö: 'oe', ü: 'ue', ß: 'ss', æ: 'ae', ø: 'oe', å: 'aa', ł: 'l' }

/** A handle: the name with a random tail, so that it tells nothing about others' names (architecture, API). */
export function handleFor(name: string): string {
  const tail = Array.from({ length: 6 }, () => letters[randomInt(letters.length)]).join('')
  return `${slug(name) || 'organisation'}-${tail}`
}

function slug(name: string): string {
  return name
    .normalize('NFC')
    .toLowerCase()
    .replaceAll(/[äöüßæøåł]/g, (letter) => umlauts[letter] ?? '')
    .normalize('NFD')
    .replaceAll(/\p{M}/gu, '')
    .replaceAll(/[^a-z0-9]+/g, '-')
    .slice(0, 40)
    .replaceAll(/^-+|-+$/g, '')
}
