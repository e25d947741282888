import { test } from '@japa/runner'
import { rowsOf } from '#app/http/import/read_rows'
import { E_UNREADABLE_FILE } from '#app/http/import/unreadable_file'

const CSV = { kind: 'csv', encoding: 'utf-8', delimiter: ',' } as const

/** A long file in pieces, that says whether it was let go. */
function longFile() {
  const file = {
    isClosed: false,
    async *pieces() {
      try {
        for (let at = 0; at < 500; at++) yield Buffer.from('a,b,c\n'.repeat(2000))
      } finally {
        file.isClosed = true
      }
    },
  }
  return file
}

test.group('Rows of a file', () => {
  test('let go of the file when no more of them are wanted', async ({ assert }) => {
    const file = longFile()
    for await (const row of rowsOf(file.pieces(), CSV)) {
      assert.deepEqual(row, ['a', 'b', 'c'])
      break
    }
    await new Promise(setImmediate)
    assert.isTrue(file.isClosed)
  })

  test('do not blame the file for what keeps it from being read', async ({ assert }) => {
    const lost = new Error('The connection is lost')
    async function* pieces() {
      yield Buffer.from('a,b,c\n')
      throw lost
    }
    const read = async (kind: 'csv' | 'xlsx') => {
      try {
        await Array.fromAsync(rowsOf(pieces(), { ...CSV, kind }))
      } catch (error) {
        return error
      }
    }
    assert.equal(await read('csv'), lost)
    assert.equal(await read('xlsx'), lost)
  })

  test('say that a file is no workbook', async ({ assert }) => {
    async function* pieces() {
      yield new Uint8Array([0x50, 0x4b, 3, 4, 1, 2, 3])
    }
    await assert.rejects(
      () => Array.fromAsync(rowsOf(pieces(), { ...CSV, kind: 'xlsx' })),
      E_UNREADABLE_FILE as never
    )
  })
})
