let made = []

/**
 * Lets what a list holds be dragged, by SortableJS, which comes when it is first needed. It keeps each
 * list that it knows until it is told to let go: here of those that have left the page meanwhile.
 */
export async function sortable(list, options) {
  const { default: Sortable } = await import('sortablejs')
  for (const each of made.filter(({ el }) => !el.isConnected)) each.destroy()
  made = made.filter(({ el }) => el)
  if (list.isConnected && !Sortable.get(list)) {
    made.push(Sortable.create(list, { animation: 120, ...options, ...givenUp(options) }))
  }
}

/** What a place answers to says whether it takes a drop: the one when a drag enters, the other while it stays. */
const asked = ['dragenter', 'dragover']

/**
 * Esc, and a release outside of the page's main part, give a drag up: what was dragged goes back. The
 * browser tells of neither, but fires no `drop` then, so the whole main part takes one.
 */
function givenUp({ onEnd }) {
  let next = null
  return {
    onStart({ item }) {
      next = item.nextElementSibling
      for (const name of asked) document.addEventListener(name, takeDrop)
    },
    onEnd(event) {
      for (const name of asked) document.removeEventListener(name, takeDrop)
      if (event.originalEvent?.type !== 'dragend') return onEnd?.(event)
      event.from.insertBefore(event.item, next?.parentElement === event.from ? next : null)
    },
  }
}

function takeDrop(event) {
  if (event.target.closest?.('main')) event.preventDefault()
}
