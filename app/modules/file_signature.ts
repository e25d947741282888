import { createHash } from 'node:crypto'
import { readdir, stat } from 'node:fs/promises'
import { join } from 'node:path'

/** Stands for the files of a module as they lie there now: names, sizes and times of writing. */
export async function fileSignature(path: string): Promise<string> {
  const entries = await readdir(path, { recursive: true, withFileTypes: true })
  const files = entries.filter((entry) => entry.isFile() && entry.name.endsWith('.ts'))
  const lines = await Promise.all(
    files.map(async ({ parentPath, name }) => {
      const file = join(parentPath, name)
      const { mtimeMs, size } = await stat(file)
      return `${file} ${size} ${mtimeMs}`
    })
  )
  return createHash('sha1').update(lines.sort().join('\n')).digest('hex')
}
