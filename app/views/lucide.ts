import { existsSync, readFileSync, readdirSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'

const folder = join(
  dirname(createRequire(import.meta.url).resolve('lucide-static/package.json')),
  'icons'
)

/** The names of all icons that Lucide has. */
export function lucideNames(): Set<string> {
  return new Set(readdirSync(folder).map((file) => file.slice(0, -'.svg'.length)))
}

/** What is inside the `<svg>` of an icon; null where Lucide has none of that name. */
export function lucideDrawing(name: string): string | null {
  const path = join(folder, `${name}.svg`)
  if (!/^[a-z0-9-]{1,60}$/.test(name) || !existsSync(path)) return null
  const svg = readFileSync(path, 'utf8')
  const drawing = svg.slice(svg.indexOf('>', svg.indexOf('<svg')) + 1, svg.lastIndexOf('</svg>'))
  return drawing.replace(/\s*\n\s*/g, '').replace(/ \/>/g, '/>')
}
