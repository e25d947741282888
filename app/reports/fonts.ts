import { existsSync, statSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'

const require = createRequire(import.meta.url)

/** Which weights of which packages are used: text, and what stands out. */
const shipped: Readonly<Record<string, readonly string[]>> = {
  '@expo-google-fonts/noto-sans': ['400Regular', '500Medium', '600SemiBold'],
  '@expo-google-fonts/noto-sans-arabic': ['400Regular', '600SemiBold'],
  '@expo-google-fonts/biz-udpgothic': ['400Regular', '700Bold'],
}

/**
 * Folders in which the fonts of printed documents lie: Latin, Greek and Cyrillic letters, Arabic and
 * Japanese ones, and those that the operator adds. Throws where `own` is no folder.
 */
export function fontFolders(own = process.env.REPORT_FONTS): string[] {
  const folders = Object.entries(shipped).flatMap(([name, weights]) => {
    const folder = dirname(require.resolve(`${name}/package.json`))
    return weights.map((weight) => join(folder, weight))
  })
  if (!own) return folders
  if (!existsSync(own) || !statSync(own).isDirectory()) {
    throw new Error(`REPORT_FONTS: there is no folder "${own}"`)
  }
  return [...folders, own]
}
