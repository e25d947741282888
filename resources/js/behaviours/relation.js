const pause = 200

/**
 * A field that points to one record out of many: offers matches while one types and keeps the id of
 * the chosen one beside the text. `data-search` is the address that answers `?q=` with
 * `[{ id, label }]`. Without this the server finds the record by the text.
 */
export function relation() {
  return {
    matches: new Map(),
    timer: null,

    type() {
      const text = this.$refs.text.value.trim()
      this.$refs.id.value = text === '' ? '' : (this.matches.get(text) ?? '')
      this.propose('')
      clearTimeout(this.timer)
      if (text !== '' && !this.matches.has(text)) {
        this.timer = setTimeout(() => this.search(text), pause)
      }
    },

    async search(text) {
      const address = new URL(this.$root.dataset.search, location.href)
      address.searchParams.set('q', text)
      const response = await fetch(address, { headers: { Accept: 'application/json' } })
      if (!response.ok) return
      const found = await response.json()
      if (this.$refs.text.value.trim() !== text) return
      this.matches = new Map(found.map(({ id, label }) => [label, id]))
      this.$refs.options.replaceChildren(...found.map(({ label }) => new Option(label, label)))
      this.$refs.id.value = this.matches.get(text) ?? ''
      this.$refs.id.dispatchEvent(new Event('change', { bubbles: true }))
      this.propose(this.matches.has(text) ? '' : text)
    },

    /** Offers to make a record of this name, where one may. */
    propose(name) {
      const button = this.$refs.create
      if (!button) return
      button.hidden = name === ''
      button.textContent = button.dataset.text.replace('#', name)
    },

    async create() {
      const text = this.$refs.text.value.trim()
      const { value: token } = this.$root.closest('form').elements._csrf
      const response = await fetch(this.$root.dataset.search, {
        method: 'POST',
        headers: { Accept: 'application/json' },
        body: new URLSearchParams({ _csrf: token, text }),
      })
      const answer = await response.json()
      if (!response.ok) {
        this.$refs.create.textContent = answer.text ?? response.status
        return
      }
      this.matches.set(answer.label, answer.id)
      this.$refs.text.value = answer.label
      this.$refs.id.value = answer.id
      this.propose('')
      this.$refs.text.focus()
      this.$refs.text.dispatchEvent(new Event('change', { bubbles: true }))
    },
  }
}
