/** The search box of a list: emptying it shows everything again, without a further key. */
export function searchBox() {
  return {
    submitWhenCleared(event) {
      const input = event.target
      if (input.type === 'search' && input.value === '' && input.defaultValue !== '') {
        this.$root.requestSubmit()
      }
    },
  }
}
