/**
 * Parts of a record, one at a time. Without script they stand below each other and the links jump to
 * them. A link from elsewhere, such as from an error to its field, opens the part that holds it.
 */
export function tabs() {
  return {
    init() {
      this.follow = (event) => {
        const link = event.target.closest('a[href^="#"]')
        if (link) this.show(link.hash, link)
      }
      document.addEventListener('click', this.follow)
      if (location.hash) this.show(location.hash)
    },

    destroy() {
      document.removeEventListener('click', this.follow)
    },

    show(hash) {
      const target = document.getElementById(decodeURIComponent(hash.slice(1)))
      const part = target?.closest('.part')
      if (!part || !this.$root.contains(part)) return

      for (const each of this.$root.querySelectorAll('.part')) {
        each.classList.toggle('is-current', each === part)
      }
      for (const link of this.$root.querySelectorAll('.tabs a')) {
        if (link.hash === `#${part.id}`) link.setAttribute('aria-current', 'true')
        else link.removeAttribute('aria-current')
      }
      if (target !== part) target.focus()
    },
  }
}
