import { differs } from './changes.js'
import { Draft } from './drafts.js'
import { applyRules } from './form_rules.js'
import { comeBack } from './picker.js'

/**
 * A record's form: marks changed fields, says how many there are, shows Save only when there is
 * something to save, and warns before the page is left. A field counts as changed when it differs
 * from what the server sent, or when the server sent it back unsaved (`data-unsaved`).
 */
export function record() {
  return {
    changed: 0,
    leaving: false,

    init() {
      this.draft = Draft.of(this.$root)
      this.update()
      this.showStep()
      if (!comeBack(this.$root, this.draft)) this.draft?.offer()
      this.$root.addEventListener('leaving', () => (this.leaving = true))
      this.keep = () => this.draft?.keep()
      this.$root.addEventListener('input', this.keep)
      this.$root.addEventListener('change', this.keep)
      this.warn = (event) => {
        if (this.changed > 0 && !this.leaving) event.preventDefault()
      }
      addEventListener('beforeunload', this.warn)
      addEventListener('pageshow', () => {
        this.leaving = false
        this.update()
      })
    },

    destroy() {
      removeEventListener('beforeunload', this.warn)
    },

    /** A message is sent without leaving the page. */
    leave(event) {
      const { target, type } = event
      this.leaving = !target.closest('.thread')
      if (type === 'click') this.draft?.forget()
      else if (target.id === 'record') this.draft?.keepNow()
    },

    get text() {
      const { one, many } = this.$root.dataset
      return (this.changed === 1 ? one : many).replace('#', this.changed)
    },

    /** On a narrow screen the current step may lie outside of its row. */
    showStep() {
      const steps = this.$root.querySelector('.steps')
      const current = steps?.querySelector('label:has(:checked), [aria-current]')
      if (!current) return
      const [shown, row] = [current, steps].map((each) => each.getBoundingClientRect())
      steps.scrollLeft += Math.max(shown.right - row.right, 0) + Math.min(shown.left - row.left, 0)
    },

    update() {
      if (this.$root.dataset.rules) applyRules(this.$root)
      const fields = [...this.$root.querySelectorAll('.field, .steps, .lines tbody tr')]
      for (const field of fields) field.classList.toggle('changed', isChanged(field))
      this.changed = fields.filter((field) => field.classList.contains('changed')).length
      this.$root.classList.toggle('is-changed', this.changed > 0)
    },
  }
}

/** Whether a field holds something else than what is saved. */
export function isChanged(field) {
  return (
    'unsaved' in field.dataset ||
    [...field.querySelectorAll('input, select, textarea')].some(differs)
  )
}
