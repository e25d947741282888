import { test } from '@japa/runner'
import { strToU8, zipSync } from 'fflate'
import { rowsOf } from '#app/http/import/read_rows'

const CSV = { kind: 'csv', encoding: 'utf-8', delimiter: ';' } as const

interface Parts {
  workbook: string
  relationships: string
  styles: string
  sheets: Record<string, string>
}

/** The rows of a workbook that is put together of its parts, as spreadsheets write them. */
async function rowsOfWorkbook({ workbook, relationships, styles, sheets }: Parts) {
  const parts = {
    'xl/workbook.xml': `<workbook xmlns:r="r">${workbook}</workbook>`,
    'xl/_rels/workbook.xml.rels': `<Relationships>${relationships}</Relationships>`,
    'xl/styles.xml': `<styleSheet>${styles}</styleSheet>`,
    ...Object.fromEntries(
      Object.entries(sheets).map(([path, rows]) => [
        `xl/worksheets/${path}`,
        `<worksheet><sheetData>${rows}</sheetData></worksheet>`,
      ])
    ),
  }
  const bytes = zipSync(
    Object.fromEntries(Object.entries(parts).map(([path, xml]) => [path, strToU8(xml)]))
  )
  async function* pieces() {
    yield bytes
  }
  return Array.fromAsync(rowsOf(pieces(), { ...CSV, kind: 'xlsx' }))
}

const one = (styles: string, rows: string, workbook = '') =>
  rowsOfWorkbook({
    workbook: `${workbook}<sheets><sheet r:id="rId1"/></sheets>`,
    relationships: '<Relationship Id="rId1" Target="worksheets/sheet1.xml"/>',
    styles,
    sheets: { 'sheet1.xml': rows },
  })

test.group('Workbooks', () => {
  test('the first sheet is the one that people see first', async ({ assert }) => {
    const text = (value: string) => `<row><c t="str"><v>${value}</v></c></row>`
    const rows = await rowsOfWorkbook({
      workbook: `<sheets><sheet state="hidden" r:id="rId2"/><sheet r:id="rId3"/><sheet r:id="rId1"/></sheets>`,
      relationships: `<Relationship Id="rId1" Target="worksheets/sheet1.xml"/>
        <Relationship Id="rId2" Target="worksheets/sheet2.xml"/>
        <Relationship Id="rId3" Target="/xl/worksheets/sheet3.xml"/>`,
      styles: '',
      sheets: {
        'sheet1.xml': text('last'),
        'sheet2.xml': text('hidden'),
        'sheet3.xml': text('first'),
      },
    })
    assert.deepEqual(rows, [['first']])
  })

  test('cells say what their formats show', async ({ assert }) => {
    const styles = `<numFmts><numFmt numFmtId="164" formatCode="00000"/>
      <numFmt numFmtId="165" formatCode="#,##0.00\\ _D_M"/>
      <numFmt numFmtId="166" formatCode="[$-407]d\\.\\ mmmm\\ yyyy;@"/>
      <numFmt numFmtId="167" formatCode="[h]:mm"/></numFmts>
      <cellXfs><xf/><xf numFmtId="164"/><xf numFmtId="165"/><xf numFmtId="166"/><xf numFmtId="57"/>
      <xf numFmtId="167"/></cellXfs>`
    const cells = [
      '<c s="1"><v>1067</v></c>',
      '<c s="2"><v>1234.5</v></c>',
      '<c s="3"><v>46154</v></c>',
      '<c s="4"><v>46154.5</v></c>',
      '<c s="5"><v>0.5</v></c>',
      '<c t="str"><f>A1&amp;"x"</f><v>one_x000D_&#10;two</v></c>',
      '<c r="I1"><v>0.30000000000000004</v></c>',
    ]
    assert.deepEqual(await one(styles, `<row>${cells.join('')}</row>`), [
      [
        '01067',
        '1234.5',
        '2026-05-12',
        '2026-05-12T12:00:00',
        '12:00:00',
        'one\ntwo',
        '',
        '',
        '0.3',
      ],
    ])
  })

  test('days of old Macs are counted from 1904, and names may have prefixes', async ({
    assert,
  }) => {
    const styles = '<x:cellXfs><x:xf numFmtId="14"/></x:cellXfs>'
    const rows = '<x:row><x:c s="0"><x:v>44692</x:v></x:c></x:row>'
    assert.deepEqual(await one(styles, rows, '<x:workbookPr date1904="1"/>'), [['2026-05-12']])
  })

  test('blank rows keep their place, also those that are not in the file', async ({ assert }) => {
    const text = (place: number) => `<row r="${place}"><c t="str"><v>${place}</v></c></row>`
    const rows = await one('', `${text(2)}<row r="3"/>${text(6)}`)
    assert.deepEqual(rows, [[], ['2'], [], [], [], ['6']])
    const far = await one('', text(10 ** 9))
    assert.lengthOf(far, 1_048_576)
  })
})

test('a first row that says what parts the cells is no row', async ({ assert }) => {
  async function* pieces() {
    yield Buffer.from('\uFEFFsep=;\r\nName;City\r\n\r\n"Ada\nB";Leeds\r\n')
  }
  assert.deepEqual(await Array.fromAsync(rowsOf(pieces(), CSV)), [
    ['Name', 'City'],
    [],
    ['Ada\nB', 'Leeds'],
  ])
})
