/*
 * Loaded in the head as a plain script, so that the theme is set before the first paint. Everything
 * else waits for app.js.
 */
{
  const root = document.documentElement
  const stored = () => {
    try {
      return localStorage.getItem('theme')
    } catch {
      return null
    }
  }
  const apply = (theme) => {
    if (theme === 'light' || theme === 'dark') root.dataset.theme = theme
    else delete root.dataset.theme
  }

  root.classList.add('js')
  if (stored()) apply(stored())

  /* What one has chosen for all devices takes the place of what this device was switched to. */
  addEventListener('submit', (event) => {
    if (!event.target.matches?.('[data-theme-form]')) return
    try {
      localStorage.removeItem('theme')
    } catch {
      return
    }
  })

  addEventListener('storage', (event) => {
    if (event.key === 'theme') apply(event.newValue)
  })

  addEventListener('click', (event) => {
    if (!event.target.closest?.('[data-theme-switch]')) return
    const current =
      root.dataset.theme ?? (matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light')
    apply(current === 'dark' ? 'light' : 'dark')
    try {
      localStorage.setItem('theme', root.dataset.theme)
    } catch {
      return
    }
  })
}
