const titles = /^(dr|prof|dipl|ing|mag|mba|bsc|msc|ba|ma|med|rer|nat|phil|jur|h|c|herr|frau|mr|mrs|ms)\.?$/i

/**
 * The login name made from a person's name (PPL-1): `anna.schmidt` from *Dr. Anna Maria Schmidt*; umlauts are transliterated.
 * Where the name has no Latin letters, it is made from the address. Whether it is free is for the database to say, which adds a number.
 */
export function loginFor(name: string, email: string): string {
  const words = name.split(/[\s,.]+/).filter((word) => word && !titles.test(word))
  const parts = [words[0], words.length > 1 ? words.at(-1) : undefined].map((word) => plain(word ?? '')).filter(Boolean)
  const made = parts.join('.').slice(0, 40)
  if (made.length >= 3) return made
  const local = plain(email.slice(0, email.lastIndexOf('@'))).slice(0, 40)
  return local.length >= 3 ? local : `person.${local || made || '1'}`
}

const spelled: Readonly<Record<string, string>> = {
  ä: 'ae',
  ö: 'oe',
  ü: 'ue',
  ß: 'ss',
  æ: 'ae',
  œ: 'oe',
  ø: 'oe',
  å: 'aa',
  ł: 'l',
  đ: 'd',
  ð: 'd',
  þ: 'th',
  ı: 'i',
}

function plain(word: string): string {
  return word
    .normalize('NFC')
    .toLowerCase()
    .replaceAll(/[äöüßæœøåłđðþı]/g, (letter) => spelled[letter] ?? letter)
    .normalize('NFD')
    .replaceAll(/\p{M}/gu, '')
    .replaceAll(/[^a-z0-9._-]/g, '')
    .replaceAll(/^[._-]+|[._-]+$/g, '')
}
