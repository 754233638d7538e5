import { createHash, randomBytes } from 'node:crypto'

/** A secret of 256 bits, for a session or a link. */
export function makeToken(): string {
  return randomBytes(32).toString('base64url')
}

/** All that is ever stored or compared of a token. */
export function hashOfToken(token: string): Buffer {
  return createHash('sha256').update(token).digest()
}
