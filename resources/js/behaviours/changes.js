/** Whether a control holds something else than the server sent. */
export function differs(control) {
  if (control.type === 'checkbox' || control.type === 'radio') {
    return control.checked !== control.defaultChecked
  }
  if (control.tagName === 'SELECT') return selectDiffers(control)
  return control.value !== control.defaultValue
}

function selectDiffers(select) {
  const options = [...select.options]
  const preselected = options.findIndex((option) => option.defaultSelected)
  return select.selectedIndex !== Math.max(preselected, 0)
}
