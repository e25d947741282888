const open = 'details.drop[open]'

/** Closes open drop-downs on a click elsewhere and on Escape, which also returns the focus. */
export function closeDropDowns() {
  document.addEventListener('click', (event) => {
    for (const drop of document.querySelectorAll(open)) {
      if (!drop.contains(event.target)) drop.open = false
    }
  })

  document.addEventListener('keydown', (event) => {
    if (event.key !== 'Escape') return
    const drops = [...document.querySelectorAll(open)]
    const drop = drops.find((each) => each.contains(document.activeElement)) ?? drops.at(-1)
    if (!drop) return
    drop.open = false
    drop.querySelector('summary').focus()
  })
}
