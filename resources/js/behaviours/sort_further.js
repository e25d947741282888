/**
 * Shift-click on the head of a column sorts by it after the columns that the list is sorted by. The
 * menu beside the search box does the same without script.
 */
export function sortFurther() {
  document.addEventListener(
    'click',
    (event) => {
      const link = event.shiftKey && event.target.closest('a[data-then]')
      if (!link) return
      event.preventDefault()
      event.stopPropagation()
      location.href = link.dataset.then
    },
    { capture: true }
  )
}
