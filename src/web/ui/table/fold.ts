// Letters that do not decompose, as the server's search folds them (LST-1).
const letters: Readonly<Record<string, string>> = {
  ß: 'ss',
  ø: 'o',
  ł: 'l',
  đ: 'd',
  ð: 'd',
  þ: 'th',
  æ: 'ae',
  œ: 'oe',
  ı: 'i',
  ħ: 'h',
}
const umlauts: Readonly<Record<string, string>> = { ä: 'ae', ö: 'oe', ü: 'ue' }

interface Folded {
  text: string
  /** for each folded character: where its original begins and ends */
  at: readonly (readonly [number, number])[]
}

function foldOne(char: string, spelledOut: boolean): string {
  const lower = char.toLowerCase()
  if (spelledOut && umlauts[lower]) return umlauts[lower]
  return letters[lower] ?? lower.normalize('NFD').replace(/\p{M}/gu, '')
}

function fold(text: string, spelledOut: boolean): Folded {
  let folded = ''
  const at: (readonly [number, number])[] = []
  let offset = 0
  for (const char of text) {
    const part = foldOne(char, spelledOut)
    for (let i = 0; i < part.length; i++) at.push([offset, offset + char.length])
    folded += part
    offset += char.length
  }
  return { text: folded, at }
}

function rangesIn(folded: Folded, word: string): [number, number][] {
  const found: [number, number][] = []
  for (let from = folded.text.indexOf(word); from >= 0; from = folded.text.indexOf(word, from + word.length)) {
    // words under three characters match word beginnings only
    const inside = from > 0 && /[\p{L}\p{N}]/u.test(folded.text[from - 1] ?? '')
    const start = folded.at[from]
    const end = folded.at[from + word.length - 1]
    if (start && end && !(word.length < 3 && inside)) found.push([start[0], end[1]])
  }
  return found
}

/** The words of a search, folded: 'Müller' and 'mueller' both find 'Müller' (LST-1). */
export function searchWords(q: string): string[] {
  const words = q.trim().split(/\s+/).filter(Boolean)
  return [...new Set(words.flatMap((word) => [fold(word, false).text, fold(word, true).text]))].filter(Boolean)
}

/** Where a text matches the words: sorted ranges that do not overlap. */
export function matchRanges(text: string, words: readonly string[]): [number, number][] {
  const plain = fold(text, false)
  const spelledOut = fold(text, true)
  const all = words
    .flatMap((word) => [...rangesIn(plain, word), ...rangesIn(spelledOut, word)])
    .toSorted((a, b) => a[0] - b[0])
  const merged: [number, number][] = []
  for (const range of all) {
    const last = merged.at(-1)
    if (last && range[0] <= last[1]) last[1] = Math.max(last[1], range[1])
    else merged.push([...range])
  }
  return merged
}
