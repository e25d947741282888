import { readFileSync } from 'node:fs'
import vite from '#config/vite'

type Manifest = Record<string, { file: string }>

const buildDirectory = new URL(`../../${vite.buildDirectory}/`, import.meta.url)
let manifest: Manifest | undefined
let tags: string | undefined

/**
 * Address of a built file, such as `/assets/app-Ci6mHGeA.css` for `resources/css/app.css`.
 * Throws when the assets have not been built or the entry is not among them.
 */
export function assetPath(entry: string): string {
  manifest ??= readManifest()
  const built = manifest[entry]
  if (!built) throw new Error(`"${entry}" is not among the built assets. Run "npm run build".`)
  return vite.assetsUrl + built.file
}

/** The tags that belong into the head of every page, as one string. Read once. */
export function assetTags(): string {
  tags ??=
    `<script src="${assetPath('resources/js/theme.js')}"></script>` +
    `<link rel="stylesheet" href="${assetPath('resources/css/app.css')}">` +
    `<script type="module" src="${assetPath('resources/js/app.js')}"></script>` +
    `<link rel="icon" type="image/svg+xml" href="${assetPath(vite.favicon)}">`
  return tags
}

/** Text of a built file; throws as `assetPath` does. */
export function readAsset(entry: string): string {
  return readFileSync(
    new URL(assetPath(entry).slice(vite.assetsUrl.length), buildDirectory),
    'utf8'
  )
}

function readManifest(): Manifest {
  try {
    return JSON.parse(readFileSync(new URL(vite.manifestFile, buildDirectory), 'utf8'))
  } catch (cause) {
    throw new Error('The assets have not been built. Run "npm run build".', { cause })
  }
}
