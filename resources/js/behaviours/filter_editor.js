import { controlsOf } from './controls.js'

/** The page of a filter: another field or another comparison asks for other values at once. */
export function filterEditor() {
  return {
    change(event) {
      const [what, ...rest] = event.target.name?.split('.') ?? []
      if (what !== 'field' && what !== 'operator') return
      const place = rest.join('.')
      const { show } = this.$refs
      if (what === 'field') this.hold(place)
      show.value = what === 'field' ? `field:${place}` : 'show'
      this.$root.requestSubmit(show)
    },

    /** The value of another field is not typed before its own control is there. */
    hold(place) {
      for (const name of ['value', 'text']) {
        for (const control of controlsOf(this.$root, `${name}.${place}`)) control.readOnly = true
      }
    },
  }
}
