const seconds = 6

/**
 * A short message in the corner. A good one leaves by itself, but not while it is pointed at or holds
 * the focus; a bad one stays until it is closed.
 */
export function toast() {
  return {
    init() {
      if (this.$el.dataset.kind === 'ok') this.leaveLater()
    },

    leaveLater() {
      setTimeout(() => {
        if (this.$root.matches(':hover, :focus-within')) this.leaveLater()
        else this.close()
      }, seconds * 1000)
    },

    close() {
      this.$root.remove()
    },
  }
}
