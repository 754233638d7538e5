import type { delimiters, encodings } from '../../../api/imports.ts'

export type Encoding = (typeof encodings)[number]
export type Delimiter = (typeof delimiters)[number]

/** How the bytes of a file are to be read; found by `detect`, correctable by hand (IMP-2). */
export interface Dialect {
  readonly encoding: Encoding
  readonly delimiter: Delimiter
}

/** The bytes of a file, from the beginning at every call. */
export type Open = () => AsyncIterable<Uint8Array> | Iterable<Uint8Array>

/** The file in UTF-8 without byte order mark, chunk by chunk. */
export async function* decode(open: Open, encoding: Encoding): AsyncGenerator<Buffer> {
  const decoder = new TextDecoder(encoding)
  for await (const chunk of open()) {
    const text = decoder.decode(chunk, { stream: true })
    if (text) yield Buffer.from(text)
  }
  const rest = decoder.decode()
  if (rest) yield Buffer.from(rest)
}
