/** `?` shows what the keyboard does: the page that says so, in a dialog. */
export function installKeys() {
  document.addEventListener('keydown', (event) => {
    if (event.key !== '?' || event.ctrlKey || event.metaKey || event.altKey) return
    if (isTyping(event.target) || !document.querySelector('[href="/keyboard"]')) return
    event.preventDefault()
    show()
  })
}

async function show() {
  const answer = await fetch('/keyboard')
  const page = new DOMParser().parseFromString(await answer.text(), 'text/html')
  const keys = page.getElementById('keyboard')
  if (!keys || document.querySelector('dialog:modal')) return
  const dialog = document.createElement('dialog')
  dialog.className = 'dialog palette'
  dialog.style.overflow = 'auto'
  dialog.ariaLabel = keys.dataset.title
  keys.className = 'dialog__body'
  const close = document.createElement('button')
  close.className = 'btn'
  close.textContent = keys.dataset.close
  close.addEventListener('click', () => dialog.close())
  const foot = document.createElement('div')
  foot.className = 'dialog__foot'
  foot.append(close)
  dialog.append(keys, foot)
  dialog.addEventListener('close', () => dialog.remove())
  document.body.append(dialog)
  dialog.showModal()
}

/** Whether a key types something where it is pressed. */
export function isTyping(target) {
  return target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName)
}
