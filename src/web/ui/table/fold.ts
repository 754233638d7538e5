// LST-1: text_fold of the database, letter by letter; a test holds them equal.
const from =
  'àáâãäåçèéêëìíîïðñòóôõöøùúûüýÿāăąćĉċčďđēĕėęěĝğġģĥħĩīĭįıĵķĸĺļľŀłńņňŋōŏőŕŗřśŝşšţťŧũūŭůűųŵŷźżžșțȟḁḃḅḇḉḋḍ' +
  'ḏḑḓḕḗḙḛḝḟḡḣḥḧḩḫḭḯḱḳḵḷḹḻḽḿṁṃṅṇṉṋṍṏṑṓṕṗṙṛṝṟṡṣṥṧṩṫṭṯṱṳṵṷṹṻṽṿẁẃẅẇẉẋẍẏẑẓẕẖẗẘẙạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗ' +
  'ộớờởỡợụủứừửữựỳỵỷỹ'
const to =
  'aaaaaaceeeeiiiidnoooooouuuuyyaaaccccddeeeeegggghhiiiiijkklllllnnnnooorrrsssstttuuuuuuwyzzzsthabbbcdd' +
  'dddeeeeefghhhhhiikkkllllmmmnnnnoooopprrrrsssssttttuuuuuvvwwwwwxxyzzzhtwyaaaaaaaaaaaaeeeeeeeeiioooooo' +
  'oooooouuuuuuuyyyy'
const apart: Readonly<Record<string, string>> = { ß: 'ss', æ: 'ae', œ: 'oe', þ: 'th', '\u0307': '' }
const letters = new Map(Array.from(from, (letter, at) => [letter, to[at] ?? '']))

/** A folded character, and where its original begins and ends. */
interface Folded {
  char: string
  start: number
  end: number
}

function foldLetter(letter: string): string {
  return Array.from(letter.toLowerCase(), (char) => apart[char] ?? letters.get(char) ?? char).join('')
}

/** A text as search compares it. */
export function foldText(text: string): string {
  return Array.from(text, foldLetter).join('')
}

function fold(text: string): Folded[] {
  let offset = 0
  return Array.from(text).flatMap((letter) => {
    const start = offset
    offset += letter.length
    return Array.from(foldLetter(letter), (char) => ({ char, start, end: offset }))
  })
}

/** ae, oe, ue count as a, o, u on both sides: 'muller' and 'mueller' both find 'Müller'. */
function collapse(folded: readonly Folded[]): Folded[] {
  return ['a', 'o', 'u'].reduce<readonly Folded[]>(without, folded).slice()
}

/** Takes away each e behind the vowel, which then stands for both. */
function without(folded: readonly Folded[], vowel: string): Folded[] {
  const rest: Folded[] = []
  for (let at = 0; at < folded.length; at += 1) {
    const [one, next] = [folded[at], folded[at + 1]]
    if (one === undefined) continue
    const isPair = one.char === vowel && next?.char === 'e'
    rest.push(isPair && next ? { ...one, end: next.end } : one)
    if (isPair) at += 1
  }
  return rest
}

const collapsed = (word: string) => textOf(collapse(fold(word)))
const textOf = (folded: readonly Folded[]) => folded.map(({ char }) => char).join('')
const wordBegins = /^$|[\n \-(/.@&+]$/

function rangesIn(folded: readonly Folded[], word: string, short: boolean): [number, number][] {
  const text = textOf(folded)
  const found: [number, number][] = []
  for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + word.length)) {
    // words under three characters match word beginnings only
    if (short && !wordBegins.test(text.slice(Math.max(0, at - 1), at))) continue
    const [first, last] = [folded[at], folded[at + word.length - 1]]
    if (first && last) found.push([first.start, last.end])
  }
  return found
}

/** The words of a search (LST-1). */
export function searchWords(q: string): string[] {
  return [...new Set(q.normalize('NFC').trim().split(/\s+/).filter(Boolean).slice(0, 20))]
}

/** Whether a text contains every word of a search, folded as the server folds. */
export function matches(text: string, q: string): boolean {
  const folded = [fold(text), collapse(fold(text))].map(textOf)
  return searchWords(q).every((word) => folded.some((one) => one.includes(collapsed(word))))
}

/** Where a text matches the words: sorted ranges that do not overlap. */
export function matchRanges(text: string, words: readonly string[]): [number, number][] {
  const plain = fold(text)
  const both = [plain, collapse(plain)]
  const all = words
    .map((word) => ({ word: collapsed(word), short: Array.from(word).length < 3 }))
    .filter(({ word }) => word !== '')
    .flatMap(({ word, short }) => both.flatMap((folded) => rangesIn(folded, word, short)))
    .toSorted((a, b) => a[0] - b[0])
  const merged: [number, number][] = []
  for (const range of all) {
    const last = merged.at(-1)
    if (last && range[0] <= last[1]) last[1] = Math.max(last[1], range[1])
    else merged.push([...range])
  }
  return merged
}
