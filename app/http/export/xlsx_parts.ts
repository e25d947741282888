import type { Cell } from './export_columns.ts'

const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main'
const OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006'
const HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'

/** Places of the cell formats in `styles.xml`. */
const styles = { plain: 0, heading: 1, day: 2, moment: 3 }

/** The longest text that a cell can hold. */
const LONGEST = 32_767

/** Days of a workbook are counted from the end of 1899. */
const EPOCH = Date.UTC(1899, 11, 30)
const DAY = 24 * 60 * 60 * 1000

/** Characters that XML cannot hold. */
const UNFIT = /[\u0000-\u0008\u000B\u000C\u000E-\u001F\uFFFE\uFFFF]/g

/** Everything in the package of a workbook but its sheet, by path. */
export function workbookParts(title: string): Record<string, string> {
  const type = 'application/vnd.openxmlformats-officedocument.spreadsheetml'
  return {
    '[Content_Types].xml':
      `${HEAD}<Types xmlns="${PACKAGE}/content-types">` +
      `<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>` +
      `<Default Extension="xml" ContentType="application/xml"/>` +
      `<Override PartName="/xl/workbook.xml" ContentType="${type}.sheet.main+xml"/>` +
      `<Override PartName="/xl/styles.xml" ContentType="${type}.styles+xml"/>` +
      `<Override PartName="/xl/worksheets/sheet1.xml" ContentType="${type}.worksheet+xml"/></Types>`,
    '_rels/.rels':
      `${HEAD}<Relationships xmlns="${PACKAGE}/relationships">` +
      `<Relationship Id="rId1" Type="${OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
    'xl/workbook.xml':
      `${HEAD}<workbook xmlns="${MAIN}" xmlns:r="${OFFICE}"><sheets>` +
      `<sheet name="${escapeXml(sheetName(title))}" sheetId="1" r:id="rId1"/></sheets></workbook>`,
    'xl/_rels/workbook.xml.rels':
      `${HEAD}<Relationships xmlns="${PACKAGE}/relationships">` +
      `<Relationship Id="rId1" Type="${OFFICE}/worksheet" Target="worksheets/sheet1.xml"/>` +
      `<Relationship Id="rId2" Type="${OFFICE}/styles" Target="styles.xml"/></Relationships>`,
    'xl/styles.xml':
      `${HEAD}<styleSheet xmlns="${MAIN}"><numFmts count="2"><numFmt numFmtId="164" formatCode="yyyy\\-mm\\-dd"/>` +
      `<numFmt numFmtId="165" formatCode="yyyy\\-mm\\-dd\\ hh:mm"/></numFmts>` +
      `<fonts count="2"><font><sz val="11"/><name val="Calibri"/></font><font><b/><sz val="11"/><name val="Calibri"/></font></fonts>` +
      `<fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills>` +
      `<borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="4"><xf/>` +
      `<xf fontId="1" applyFont="1"/><xf numFmtId="164" applyNumberFormat="1"/><xf numFmtId="165" applyNumberFormat="1"/>` +
      `</cellXfs></styleSheet>`,
  }
}

/** The beginning of a sheet: its heading stays in sight, its columns are so many letters wide. */
export function sheetHead(widths: readonly number[]): string {
  const columns = widths.map(
    (width, at) => `<col min="${at + 1}" max="${at + 1}" width="${width}" customWidth="1"/>`
  )
  return (
    `${HEAD}<worksheet xmlns="${MAIN}"><sheetViews><sheetView workbookViewId="0">` +
    `<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews>` +
    `<cols>${columns.join('')}</cols><sheetData>`
  )
}

export const sheetEnd = '</sheetData></worksheet>'

/** A row of a sheet, numbered from 1. Cells without a value are left out. */
export function sheetRow(number: number, cells: readonly Cell[], isHeading = false): string {
  let xml = `<row r="${number}">`
  for (const [at, cell] of cells.entries()) {
    if (cell !== null && cell !== '') xml += cellXml(`${columnName(at)}${number}`, cell, isHeading)
  }
  return `${xml}</row>`
}

function cellXml(place: string, cell: Exclude<Cell, null>, isHeading: boolean): string {
  if (typeof cell === 'number') return `<c r="${place}"><v>${cell}</v></c>`
  if (typeof cell === 'boolean') return `<c r="${place}" t="b"><v>${cell ? 1 : 0}</v></c>`
  if (cell instanceof Date) {
    const days = (cell.getTime() - EPOCH) / DAY
    const style = Number.isInteger(days) ? styles.day : styles.moment
    return `<c r="${place}" s="${style}"><v>${days}</v></c>`
  }
  const text = escapeXml(cell.slice(0, LONGEST))
  const style = isHeading ? ` s="${styles.heading}"` : ''
  return `<c r="${place}"${style} t="inlineStr"><is><t xml:space="preserve">${text}</t></is></c>`
}

const names: string[] = []

/** The letters of a column, counted from 0: A, …, Z, AA, … */
function columnName(at: number): string {
  const letter = String.fromCharCode(65 + (at % 26))
  return (names[at] ??= at < 26 ? letter : columnName(Math.floor(at / 26) - 1) + letter)
}

function escapeXml(text: string): string {
  const fit = text.toWellFormed().replaceAll(UNFIT, '')
  if (!/[&<>"]/.test(fit)) return fit
  return fit
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
}

/** Some characters cannot stand in the name of a sheet, and it has 31 at most. */
function sheetName(title: string): string {
  return (
    title
      .replaceAll(/[\\/*?:[\]']/g, ' ')
      .slice(0, 31)
      .trim() || 'Sheet'
  )
}
