/**
 * 53 bits by which a text is known again: a file of any length is remembered in a few megabytes. Two different ones of 100,000
 * texts share them once in two million files; whatever is told by it must be a hint, never a decision.
 */
export function fingerprint(text: string): number {
  let one = 0xdeadbeef
  let other = 0x41c6ce57
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at)
    one = Math.imul(one ^ code, 2654435761)
    other = Math.imul(other ^ code, 1597334677)
  }
  const first = Math.imul(one ^ (one >>> 16), 2246822507) ^ Math.imul(other ^ (other >>> 13), 3266489909)
  const second = Math.imul(other ^ (other >>> 16), 2246822507) ^ Math.imul(one ^ (one >>> 13), 3266489909)
  return 2 ** 32 * (second & 0x1fffff) + (first >>> 0)
}
