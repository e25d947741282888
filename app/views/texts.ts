import { escapeText } from './html.ts'

/**
 * Translates a key, as `i18n.t` does: keys of the host begin with `ui.`, values fill the places of an
 * ICU message.
 */
export type Translate = (key: string, values?: Record<string, string | number>) => string

/**
 * Remembers every text without values, because resolving an ICU message costs more than a table row.
 * Make one for each language and keep it.
 */
export function rememberTexts(translate: Translate): Translate {
  const known = new Map<string, string>()
  return (key, values) => {
    if (values) return translate(key, values)
    let text = known.get(key)
    if (text === undefined) {
      text = translate(key)
      known.set(key, text)
    }
    return text
  }
}

/** The same as `t`, ready to stand in HTML. */
export function escapedTexts(t: Translate): Translate {
  return (key, values) => escapeText(t(key, values))
}
