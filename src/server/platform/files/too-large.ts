import { Refusal } from '../errors.ts'

/** Refuses a file for its size, and names both sizes where the one of the file is known. */
export function tooLarge(most: number, size?: number): Refusal {
  const vars = { most: inWords(most) }
  if (size === undefined) return new Refusal('files.too_large', { vars })
  return new Refusal('files.too_large', {
    vars,
    fields: [{ path: 'file', code: 'file_over', vars: { ...vars, size: inWords(size) } }],
  })
}

// whole numbers, which every language writes alike
function inWords(bytes: number): string {
  const unit = bytes >= 2 ** 20 ? 2 ** 20 : 2 ** 10
  return `${Math.ceil(bytes / unit)} ${unit === 2 ** 20 ? 'MB' : 'KB'}`
}
