import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import app from '@adonisjs/core/services/app'
import logger from '@adonisjs/core/services/logger'
import { isPseudo, markedText } from '../views/pseudo_locale.ts'

/** A word or sentence of a declaration in another language; itself where nobody has translated it. */
export type Term = (text: string) => string

type Dictionary = Readonly<Record<string, string>>

/** The language in which labels, titles and helps are declared. */
export const SOURCE_LANGUAGE = 'en'

/**
 * The declared texts of modules in one language: labels, titles, helps, options, as modules write
 * them in English. Each module translates its own in `locales/<language>/terms.json`, by the English
 * text; the host's are in `resources/lang/<language>/terms.json`. What a module does not translate is
 * looked up with the others, so that a word which several use is translated once.
 */
export class Terms {
  #language: string
  #own = new Map<string, Dictionary>()
  #all: Dictionary

  constructor(language: string, modules: readonly { name: string; path: string }[]) {
    this.#language = language
    const host = readTerms(app.languageFilesPath(language, 'terms.json'))
    for (const { name, path } of modules) {
      this.#own.set(name, readTerms(join(path, 'locales', language, 'terms.json')))
    }
    this.#all = Object.assign({}, ...[...this.#own.values()].toReversed(), host) as Dictionary
  }

  /** Whether somebody has translated a text of the module. */
  has(module: string, text: string): boolean {
    return Object.hasOwn(this.#own.get(module) ?? {}, text) || Object.hasOwn(this.#all, text)
  }

  /** How the module's texts are said; without a module those of the host. */
  of(module: string | null): Term {
    if (isPseudo(this.#language)) return markedText
    const own = (module && this.#own.get(module)) || {}
    return (text) => own[text] ?? this.#all[text] ?? text
  }
}

const known = new Map<string, Dictionary>()

function readTerms(file: string): Dictionary {
  let terms = known.get(file)
  if (!terms) {
    terms = existsSync(file) ? parsed(file) : {}
    known.set(file, terms)
  }
  return terms
}

/** What is not JSON leaves its texts in English, and everything else as it is. */
function parsed(file: string): Dictionary {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as Dictionary
  } catch (error) {
    logger.error({ err: error, file }, 'terms cannot be read')
    return {}
  }
}
