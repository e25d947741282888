/**
 * The tick boxes of a list: one ticks all rows of the page, shift-click ticks a range, and the bar
 * above the table says how many are ticked. Which rows are ticked is the boxes' own state, so the
 * form works without this.
 */
export function selection() {
  return {
    count: 0,
    everything: false,
    last: null,

    init() {
      this.update()
    },

    get boxes() {
      return [...this.$root.querySelectorAll('tbody .pick input')]
    },

    get text() {
      if (this.everything) return this.$root.dataset.all
      return this.$root.dataset.selected.replace('#', this.count)
    },

    change(event) {
      const box = event.target
      if (box.matches('thead .pick input')) this.tick(box.checked)
      this.update()
    },

    extend(event) {
      const box = event.target
      if (!box.matches('tbody .pick input')) return

      const boxes = this.boxes
      const from = boxes.indexOf(this.last)
      const to = boxes.indexOf(box)
      if (event.shiftKey && from !== -1) {
        for (const each of boxes.slice(Math.min(from, to), Math.max(from, to) + 1)) {
          each.checked = box.checked
        }
        this.update()
      }
      this.last = box
    },

    reset() {
      setTimeout(() => this.update())
    },

    tick(checked) {
      for (const box of this.boxes) box.checked = checked
    },

    update() {
      const boxes = this.boxes
      this.count = boxes.filter((box) => box.checked).length
      this.everything = this.$root.querySelector('.all input')?.checked ?? false
      const all = this.$root.querySelector('thead .pick input')
      if (!all) return
      all.checked = boxes.length > 0 && this.count === boxes.length
      all.indeterminate = this.count > 0 && this.count < boxes.length
    },
  }
}
