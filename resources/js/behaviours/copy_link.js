/** What was copied is said on the button itself, for so long. */
const SECONDS = 3

/**
 * Buttons that say what they copy: the address in `data-copy`, as others can open it, or the text in
 * `data-copy-text` as it is. Without HTTPS browsers let no script copy, so it is shown to be copied by
 * hand.
 */
export function installCopyLinks() {
  document.addEventListener('click', async (event) => {
    const button = event.target.closest?.('[data-copied]')
    if (!button) return
    const label = button.lastChild.textContent
    const { copy, copyText } = button.dataset
    const copied = copyText ?? new URL(copy, location.href).href
    if (!navigator.clipboard) return prompt(label, copied)
    await navigator.clipboard.writeText(copied)
    if (label === button.dataset.copied) return
    button.lastChild.textContent = button.dataset.copied
    setTimeout(() => (button.lastChild.textContent = label), SECONDS * 1000)
  })
}
