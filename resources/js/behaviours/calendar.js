/**
 * A month or a week: a record is dragged to another day, and what comes back shows where it is now.
 * Without this it is moved on its form.
 */
export function calendar() {
  return {
    async init() {
      const { default: Sortable } = await import('sortablejs')
      for (const list of this.$root.querySelectorAll('[data-day]')) {
        Sortable.create(list, {
          group: 'days',
          sort: false,
          draggable: '.event',
          delay: 200,
          delayOnTouchOnly: true,
          onAdd: ({ item, to }) => this.move(item.dataset.id, to.dataset.day),
        })
      }
    },

    move(id, day) {
      const form = document.getElementById('dates')
      form.action = form.dataset.action.replace(':id', id)
      form.elements.to.value = day
      form.requestSubmit()
    },
  }
}
