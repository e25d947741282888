import { escapeText } from './html.ts'

/**
 * Translates a key, as `i18n.t` does: keys of the host begin with `ui.`, values fill the places of an
 * ICU message.
 */
export type Translate = (key: string, values?: Record<string, string | number>) => string

const most = 5_000

/**
 * Remembers every text, with its values, because resolving an ICU message costs more than a table
 * row. Make one for each language and keep it; it forgets everything when it has grown too large.
 */
export function rememberTexts(translate: Translate): Translate {
  const known = new Map<string, string>()
  return (key, values) => {
    const asked = values ? withValues(key, values) : key
    let text = known.get(asked)
    if (text === undefined) {
      if (known.size >= most) known.clear()
      text = translate(key, values)
      known.set(asked, text)
    }
    return text
  }
}

function withValues(key: string, values: Record<string, string | number>) {
  let asked = key
  for (const name in values) asked += `\u0000${name}\u0000${typeof values[name]}${values[name]}`
  return asked
}

const escaped = new WeakMap<Translate, Translate>()

/** The same as `t`, ready to stand in HTML. */
export function escapedTexts(t: Translate): Translate {
  let known = escaped.get(t)
  if (!known) escaped.set(t, (known = rememberTexts((key, values) => escapeText(t(key, values)))))
  return known
}
