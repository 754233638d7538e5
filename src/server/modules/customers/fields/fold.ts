const letters: Readonly<Record<string, string>> = {
  ß: 'ss',
  æ: 'ae',
  ø: 'o',
  ł: 'l',
  đ: 'd',
  ð: 'd',
  þ: 'th',
  œ: 'oe',
  ı: 'i',
}
const germanLetters: Readonly<Record<string, string>> = { ä: 'ae', ö: 'oe', ü: 'ue', å: 'aa', ø: 'oe' }

function spell(text: string, table: Readonly<Record<string, string>>): string {
  return text.replace(/[^ -~]/gu, (letter) => table[letter] ?? letter)
}

/** Letters and digits only, without case and accents: `Straße` → `strasse`, `Groß, Jürgen` → `grossjurgen`. */
export function fold(text: string): string {
  const plain = spell(text.normalize('NFC').toLowerCase(), letters).normalize('NFD')
  return plain.replace(/[^\p{L}\p{N}]/gu, '')
}

/** Like `fold`, with umlauts written out: `Jürgen` → `juergen`. */
export function foldWrittenOut(text: string): string {
  return fold(spell(text.normalize('NFC').toLowerCase(), germanLetters))
}

/** Both spellings, so that `Jürgen`, `Juergen` and `Jurgen` meet. */
export function folds(text: string): readonly string[] {
  const plain = fold(text)
  const writtenOut = foldWrittenOut(text)
  return plain === writtenOut ? [plain] : [plain, writtenOut]
}
