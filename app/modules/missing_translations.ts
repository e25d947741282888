import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import app from '@adonisjs/core/services/app'
import { declaredTerms, HOST } from './declared_terms.ts'
import type { LoadedModule } from './loader.ts'
import { SOURCE_LANGUAGE, Terms } from './terms.ts'

/** What a file of translations lacks: English texts by their keys, or by themselves for terms. */
export interface MissingTranslations {
  /** The file in which they belong, from the root of the host or of its module. */
  file: string
  /** The module whose file it is, or `host`. */
  module: string
  texts: Record<string, string>
}

type Texts = Readonly<Record<string, string>>

/**
 * What is not translated into a language: messages by their keys, and what modules declare by its
 * English text. A text is also missing where its placeholders are others than in English.
 */
export function missingTranslations(
  language: string,
  modules: readonly LoadedModule[]
): MissingTranslations[] {
  const places = [
    { module: HOST, folder: app.languageFilesPath() },
    ...modules.map(({ name, path }) => ({ module: name, folder: join(path, 'locales') })),
  ]
  const messages = places.flatMap(({ module, folder }) => missingMessages(language, module, folder))
  return [...messages, ...missingTerms(language, modules)].filter(
    ({ texts }) => Object.keys(texts).length > 0
  )
}

function missingMessages(language: string, module: string, folder: string): MissingTranslations[] {
  const sources = join(folder, SOURCE_LANGUAGE)
  if (!existsSync(sources)) return []
  return readdirSync(sources)
    .filter((name) => name.endsWith('.json'))
    .map((name) => {
      const translated = readTexts(join(folder, language, name))
      const missing = Object.entries(readTexts(join(sources, name))).filter(
        ([key, text]) => placesIn(translated[key] ?? '') !== placesIn(text) || !translated[key]
      )
      return { module, file: `${language}/${name}`, texts: Object.fromEntries(missing) }
    })
}

function missingTerms(language: string, modules: readonly LoadedModule[]): MissingTranslations[] {
  const terms = new Terms(language, modules)
  return [...declaredTerms(modules)].map(([module, texts]) => {
    const missing = [...texts]
      .filter((text) => !terms.has(module, text))
      .map((text) => [text, text])
    return { module, file: `${language}/terms.json`, texts: Object.fromEntries(missing) as Texts }
  })
}

const BRACE = /\{\s*(\w*)|\}/g

/** The names of the values that a message takes, in one text. */
/** Names of the values; what a plural or a choice says stands one brace deeper than its value. */
function placesIn(text: string): string {
  const names = new Set<string>()
  let depth = 0
  for (const [brace, name] of text.matchAll(BRACE)) {
    if (brace === '}') depth -= 1
    else if (depth++ % 2 === 0) names.add(name!)
  }
  return [...names].sort().join(' ')
}

function readTexts(file: string): Texts {
  return existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Texts) : {}
}
