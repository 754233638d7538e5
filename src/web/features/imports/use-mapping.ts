import { useState } from 'react'
import { type Import, type ImportField, remapImport } from '../../../api/imports.ts'
import { useSearchState } from '../../lib/location.ts'
import { useWrite } from '../../lib/query.ts'

export interface Mapping {
  /** the field a column goes to by now; null: its values are kept as text */
  fieldOf: (header: string) => ImportField | null
  /** the column that a field comes from by now */
  headerOf: (field: ImportField) => string | undefined
  /** a field comes from one column at most: it is taken from the other */
  choose: (header: string, field: ImportField | null) => void
  dirty: boolean
  /** checks the file again with the choices made */
  apply: () => void
  /** forgets the choices made */
  discard: () => void
  /** reads the file anew */
  reread: (how: Partial<Pick<Import, 'encoding' | 'delimiter'> & { sheet: string }>) => void
  /** lets the headers speak for themselves again, for the next files too */
  forget: () => void
  busy: boolean
  error: Error | null
}

/** How the columns of a file are understood, corrected by hand; the choices outlive a look at the rows (IMP-2). */
export function useMapping(record: Import): Mapping {
  const [chosen, setChosen] = useState<ReadonlyMap<string, ImportField | null>>(new Map())
  const [, setSearch] = useSearchState()
  const write = useWrite(remapImport, 'imports')
  const params = { importId: record.id }
  const { columns } = record
  // a file that is read anew may have other columns
  const edits = [...chosen].filter(([header]) => columns.some((column) => column.header === header))
  const claimed = new Set(edits.map(([, field]) => field))
  const now = new Map(
    columns.map(({ header, field }) => {
      const edit = edits.find(([edited]) => edited === header)
      return [header, edit ? edit[1] : field !== null && claimed.has(field) ? null : field]
    }),
  )
  const headerOf = (field: ImportField) => [...now].find(([, other]) => other === field)?.[0]
  return {
    fieldOf: (header) => now.get(header) ?? null,
    headerOf,
    choose: (header, field) => {
      const other = field === null ? undefined : headerOf(field)
      const freed: [string, null][] = other === undefined || other === header ? [] : [[other, null]]
      setChosen(new Map([...edits, ...freed, [header, field]]))
    },
    dirty: columns.some(({ header, field }) => (now.get(header) ?? null) !== field),
    apply: () =>
      write.mutate(
        { params, body: { columns: edits.map(([header, field]) => ({ header, field })) } },
        {
          onSuccess: () => {
            setChosen(new Map())
            setSearch({ view: undefined, rows: undefined })
          },
        },
      ),
    discard: () => {
      setChosen(new Map())
      write.reset()
      setSearch({ view: undefined })
    },
    reread: (how) => write.mutate({ params, body: how }),
    forget: () => write.mutate({ params, body: { forget: true } }, { onSuccess: () => setChosen(new Map()) }),
    busy: write.isPending,
    error: write.error,
  }
}
