/** The option of a list that the arrows have come to. */
export function chosen(list) {
  return list.querySelector('[aria-selected="true"]')
}

/** Marks an option as the one that the arrows have come to, and says so to the text box. */
export function choose(input, list, option) {
  chosen(list)?.setAttribute('aria-selected', 'false')
  if (!option) return input.removeAttribute('aria-activedescendant')
  option.setAttribute('aria-selected', 'true')
  input.setAttribute('aria-activedescendant', option.id)
  option.scrollIntoView({ block: 'nearest' })
}

/** Where an arrow leads to in a list, past its ends to the other one; nowhere for other keys. */
export function following(key, list) {
  const options = [...list.querySelectorAll('[role="option"]')]
  const place = options.indexOf(chosen(list))
  if (key === 'ArrowDown') return options[place + 1] ?? options[0]
  if (key === 'ArrowUp') return options[place - 1] ?? options.at(-1)
}
