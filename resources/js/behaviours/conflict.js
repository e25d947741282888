/** Says how many fields of a merge still wait for a choice. */
export function conflict() {
  return {
    left: 0,

    init() {
      this.update()
    },

    get text() {
      const { one, many } = this.$root.dataset
      return this.left === 0 ? '' : (this.left === 1 ? one : many).replace('#', this.left)
    },

    update() {
      const radios = [...this.$root.querySelectorAll('[type="radio"]')]
      const names = new Set(radios.map((radio) => radio.name))
      const chosen = radios.filter((radio) => radio.checked)
      this.left = names.size - chosen.length
    },
  }
}
