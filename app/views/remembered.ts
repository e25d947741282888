/**
 * Remembers what was made of an object for as long as the object lives: what is drawn from data
 * that is itself remembered is then drawn once. Objects that were changed must be new ones.
 */
export function rememberFor<Source extends object, Made>(make: (source: Source) => Made) {
  const known = new WeakMap<Source, Made>()
  return (source: Source): Made => {
    let made = known.get(source)
    if (made === undefined) known.set(source, (made = make(source)))
    return made
  }
}

/** Remembers what was made of texts: few of them, that come again and again. */
export function rememberTextsOf(make: (text: string) => string, most = 1_000) {
  const known = new Map<string, string>()
  return (text: string): string => {
    let made = known.get(text)
    if (made === undefined) {
      if (known.size >= most) known.clear()
      known.set(text, (made = make(text)))
    }
    return made
  }
}
