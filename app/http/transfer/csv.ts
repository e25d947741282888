/** What a spreadsheet would take for a formula. */
const FORMULA = /^[=+\-@\t\r\0\uFF1D\uFF0B\uFF0D\uFF20]/

/** Such a text behind the apostrophe that made it harmless. */
const DISARMED = /^'(?=[=+\-@\t\r\0\uFF1D\uFF0B\uFF0D\uFF20])/

/** A line of CSV. What a spreadsheet would run is made text by an apostrophe. */
export function csvLine(cells: readonly string[], delimiter = ','): string {
  return `${cells.map((cell) => quoted(disarmed(cell), delimiter)).join(delimiter)}\r\n`
}

/** A line of CSV whose cells are written as they are, for cells that are known to be harmless. */
export function rawCsvLine(cells: readonly string[], delimiter: string): string {
  return `${cells.map((cell) => quoted(cell, delimiter)).join(delimiter)}\r\n`
}

/** The text, behind an apostrophe where a spreadsheet would take it for a formula. */
export function disarmed(text: string): string {
  return FORMULA.test(text) ? `'${text}` : text
}

/** The text without the apostrophe that `disarmed` has put before it. */
export function rearmed(text: string): string {
  return text.replace(DISARMED, '')
}

function quoted(text: string, delimiter: string): string {
  return text.includes(delimiter) || /["\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}
