const fields = ['summary', 'dueOn', 'userId']

/** A new activity of another type begins as that type says, where nobody has written anything else. */
export function installActivityStart() {
  document.addEventListener('change', ({ target }) => {
    if (!target.matches('select[data-begins]')) return
    const options = [...target.options]
    const before = options[target.dataset.begins] ?? options.find((each) => each.defaultSelected)
    for (const name of fields) {
      const field = target.form.elements[name]
      if (field.value === (before?.dataset[name] ?? '')) {
        field.value = target.selectedOptions[0].dataset[name]
      }
    }
    target.dataset.begins = target.selectedIndex
  })
}
