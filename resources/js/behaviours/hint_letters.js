/**
 * What the letters of hints are made of. Alt with D, E and F stays with the browser, which goes to its
 * address bar and its menus by them; digits are for the menu.
 */
const LETTERS = [...'nsaicrtlpmghoubkwvjqxyz']
const DIGITS = [...'123456789']

/**
 * A key for each control, by which hints are told: digits for what leads in the menu, a letter of
 * its name for as many others as there are letters, and two letters for the rest. No key begins
 * another one.
 */
export function lettersFor(controls) {
  const keys = new Map()
  const numbered = controls.filter((each) => each.matches('.menu > ul > li > *, .menu summary'))
  for (const [index, digit] of DIGITS.entries()) {
    if (numbered[index]) keys.set(numbered[index], digit)
  }
  const others = controls.filter((each) => !keys.has(each))
  const pairs = Math.max(0, Math.ceil((others.length - LETTERS.length) / (LETTERS.length - 1)))
  const free = new Set(LETTERS.slice(0, LETTERS.length - pairs))
  const far = LETTERS.slice(LETTERS.length - pairs).flatMap((one) =>
    LETTERS.map((two) => one + two)
  )
  for (const control of others) {
    const key = [...nameOf(control), ...free].find((letter) => free.has(letter)) ?? far.shift()
    free.delete(key)
    if (key) keys.set(control, key)
  }
  return keys
}

/** What a control is called. */
function nameOf(control) {
  const name = control.getAttribute('aria-label') ?? control.labels?.[0]?.textContent
  return (name ?? control.textContent).trim().toLowerCase()
}
