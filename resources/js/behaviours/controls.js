/** The controls of a form that go by a name, wherever they stand. */
export function controlsOf(form, name) {
  return [...form.elements].filter((control) => control.name === name)
}
