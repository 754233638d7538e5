/** Texts that an import kept, and the fields that some of them were meant for: wrong values (IMP-3). */
export interface ImportedTexts {
  readonly imported: Readonly<Record<string, string>>
  /** by the name of the text; also of texts that are gone, for they stand in the history */
  readonly imported_fields: Readonly<Record<string, readonly string[]>>
}

/** The names of texts that belong to a hidden field, which they would tell (ACC-15). */
export function hiddenTexts(fields: ImportedTexts['imported_fields'], hidden: ReadonlySet<string>): string[] {
  return Object.keys(fields).filter((name) => fields[name]?.some((field) => hidden.has(`customer.${field}`)))
}

/** The texts without those of a hidden field. */
export function visibleTexts(
  { imported, imported_fields }: ImportedTexts,
  hidden: ReadonlySet<string>,
): Record<string, string> {
  const unseen = new Set(hiddenTexts(imported_fields, hidden))
  return Object.fromEntries(Object.entries(imported).filter(([name]) => !unseen.has(name)))
}
