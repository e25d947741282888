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
    made.push(Sortable.create(list, { animation: 120, ...options }))
  }
}
