/** The page of a filter: another field or another comparison asks for other values at once. */
export function filterEditor() {
  return {
    change(event) {
      const [what, ...place] = event.target.name?.split('.') ?? []
      if (what !== 'field' && what !== 'operator') return
      const { show } = this.$refs
      show.value = what === 'field' ? `field:${place.join('.')}` : 'show'
      this.$root.requestSubmit(show)
    },
  }
}
