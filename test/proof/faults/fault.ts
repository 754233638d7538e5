/** A mistake that somebody could make: one line of one file. */
export interface Fault {
  name: string
  /** what it breaks: a wall of spec/access.md */
  wall: string
  file: string
  /** stands once in the file */
  line: string
  becomes: string
  /** what finds it: generated worlds, unless a test file is named */
  found?: string
}
