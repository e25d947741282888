import { choose, chosen, following } from './options.js'

const pause = 150

/**
 * The search box of a screen: offers what the text may mean while one types (`data-suggestions` is
 * the address that answers `?q=` with `[{ label, text, change }]`), and shows everything again when
 * it is emptied. Choosing a suggestion opens the address of the form with the change. Without this
 * the box is a plain search.
 */
export function searchBox() {
  return {
    timer: null,
    list: null,

    init() {
      const { suggestions, suggestionsLabel } = this.$root.dataset
      if (!suggestions) return
      this.list = document.createElement('div')
      this.list.id = `${this.input.id}-suggestions`
      this.list.className = 'pop'
      this.list.hidden = true
      this.list.setAttribute('role', 'listbox')
      this.list.setAttribute('aria-label', suggestionsLabel)
      this.$root.append(this.list)
      this.input.setAttribute('role', 'combobox')
      this.input.setAttribute('aria-autocomplete', 'list')
      this.input.setAttribute('aria-controls', this.list.id)
      this.input.setAttribute('aria-expanded', 'false')
    },

    get input() {
      return this.$root.querySelector('[type="search"]')
    },

    get isOpen() {
      return this.list !== null && !this.list.hidden
    },

    type(event) {
      const { input } = this
      if (event.target !== input) return
      clearTimeout(this.timer)
      const text = input.value.trim()
      if (text === '') {
        this.close()
        if (input.defaultValue !== '') this.$root.requestSubmit()
      } else if (this.list) this.timer = setTimeout(() => this.suggest(text), pause)
    },

    async suggest(text) {
      const address = new URL(this.$root.dataset.suggestions, location.href)
      address.search = this.params({ q: text })
      const response = await fetch(address, { headers: { Accept: 'application/json' } })
      if (!response.ok) return
      const suggestions = await response.json()
      const isAsked = this.input.value.trim() === text && document.activeElement === this.input
      if (isAsked) this.show(suggestions)
    },

    /** The address of the form, with changes; the text itself belongs to it only when it is chosen. */
    params(change) {
      const params = new URLSearchParams(new FormData(this.$root))
      params.delete('q')
      for (const [name, value] of Object.entries(change)) {
        if (value) params.set(name, value)
        else params.delete(name)
      }
      return params.toString()
    },

    show(suggestions) {
      this.list.replaceChildren(...suggestions.map((each, index) => this.option(each, index)))
      this.list.hidden = suggestions.length === 0
      this.input.setAttribute('aria-expanded', String(this.isOpen))
      this.input.removeAttribute('aria-activedescendant')
    },

    option({ label, text, change }, index) {
      const option = document.createElement('a')
      const strong = document.createElement('b')
      strong.textContent = label
      option.append(strong, ` ${text}`)
      option.id = `${this.list.id}-${index}`
      option.className = 'item'
      option.tabIndex = -1
      option.href = `${this.$root.getAttribute('action')}?${this.params(change)}`
      option.setAttribute('role', 'option')
      option.setAttribute('aria-selected', 'false')
      option.setAttribute('x-target.push', 'list')
      return option
    },

    close() {
      clearTimeout(this.timer)
      if (!this.isOpen) return
      this.show([])
    },

    leave(event) {
      if (!this.$root.contains(event.relatedTarget)) this.close()
    },

    key(event) {
      if (!this.isOpen) return
      const next = following(event.key, this.list)
      if (next) choose(this.input, this.list, next)
      else if (event.key === 'Escape') this.close()
      else if (event.key === 'Enter' && chosen(this.list)) chosen(this.list).click()
      else return
      event.preventDefault()
      event.stopPropagation()
    },
  }
}
