/** How a cell can look. */
export type Look = 'head' | 'date' | 'time' | 'quoted' | 'wrong' | 'warned' | 'reason'

// fonts: 0 plain, 1 bold, 2 bold red; fills: 0 and 1 are given, 2 head, 3 red, 4 yellow
const looks: Record<Look, string> = {
  head: 'numFmtId="0" fontId="1" fillId="2" borderId="1" applyFont="1" applyFill="1" applyBorder="1"',
  // the short formats of whoever reads it
  date: 'numFmtId="14" fontId="0" fillId="0" borderId="0" applyNumberFormat="1"',
  time: 'numFmtId="22" fontId="0" fillId="0" borderId="0" applyNumberFormat="1"',
  // stays a text when the cell is edited
  quoted: 'numFmtId="0" fontId="0" fillId="0" borderId="0" quotePrefix="1"',
  wrong: 'numFmtId="49" fontId="0" fillId="3" borderId="0" applyFill="1" applyNumberFormat="1"',
  warned: 'numFmtId="49" fontId="0" fillId="4" borderId="0" applyFill="1" applyNumberFormat="1"',
  reason: 'numFmtId="49" fontId="2" fillId="0" borderId="0" applyFont="1" applyNumberFormat="1"',
}
const names = Object.keys(looks)
const firstCurrency = names.length + 1

/** The styles of one workbook; currencies join as they come. */
export class Styles {
  readonly #currencies = new Map<string, { style: number; digits: number }>()

  of(look: Look): number {
    return names.indexOf(look) + 1
  }

  /** An amount with its currency behind it, in the separators of whoever reads it. */
  currency(code: string, digits: number): number {
    const known = this.#currencies.get(code)
    if (known) return known.style
    const style = firstCurrency + this.#currencies.size
    this.#currencies.set(code, { style, digits })
    return style
  }

  xml(): string {
    const currencies = [...this.#currencies].map(([code, { digits }], at) => ({
      id: 164 + at,
      format: `#,##0${digits > 0 ? `.${'0'.repeat(digits)}` : ''}\\ [$${symbolOf(code)}]`,
    }))
    const formats = currencies.map(({ id, format }) => `<numFmt numFmtId="${id}" formatCode="${format}"/>`).join('')
    const xfs = [
      'numFmtId="0" fontId="0" fillId="0" borderId="0"',
      ...Object.values(looks),
      ...currencies.map(({ id }) => `numFmtId="${id}" fontId="0" fillId="0" borderId="0" applyNumberFormat="1"`),
    ]
    const font = (more: string) => `<font>${more}<sz val="11"/><name val="Calibri"/><family val="2"/></font>`
    const fill = (color: string) =>
      `<fill><patternFill patternType="solid"><fgColor rgb="FF${color}"/><bgColor indexed="64"/></patternFill></fill>`
    return `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">${
      formats && `<numFmts count="${currencies.length}">${formats}</numFmts>`
    }<fonts count="3">${font('')}${font('<b/>')}<font><sz val="11"/><color rgb="FFA3341B"/><name val="Calibri"/><family val="2"/></font></fonts><fills count="5"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill>${fill(
      'E8EDEE',
    )}${fill('F8D7CE')}${fill('FBEFC9')}</fills><borders count="2"><border><left/><right/><top/><bottom/><diagonal/></border><border><left/><right/><top/><bottom style="thin"><color rgb="FF22333B"/></bottom><diagonal/></border></borders><cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs><cellXfs count="${
      xfs.length
    }">${xfs.map((xf) => `<xf ${xf} xfId="0"/>`).join('')}</cellXfs><cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>`
  }
}

function symbolOf(code: string): string {
  const parts = new Intl.NumberFormat('de', { style: 'currency', currency: code }).formatToParts(0)
  const symbol = parts.find(({ type }) => type === 'currency')?.value ?? code
  return /[&<>"\]]/.test(symbol) ? code : symbol
}
