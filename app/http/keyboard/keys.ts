/** A thing to do, by the name of its text, and the keys for it: `+` between those that are held together. */
type Keys = readonly [text: string, keys: string]

/** What the keyboard does, by where it does it. */
export const keySections: readonly { title: string; keys: readonly Keys[] }[] = [
  {
    title: 'everywhere',
    keys: [
      ['find', 'Ctrl+K'],
      ['hints', 'Alt'],
      ['help', '?'],
      ['save', 'Ctrl+S'],
    ],
  },
  {
    title: 'lists',
    keys: [
      ['searchBox', '/'],
      ['cells', '← ↑ → ↓'],
      ['editRow', 'F2'],
      ['saveRow', 'Enter'],
      ['leaveRow', 'Esc'],
    ],
  },
  {
    title: 'lines',
    keys: [
      ['nextLine', 'Enter'],
      ['moveLine', 'Alt+↑ ↓'],
    ],
  },
  {
    title: 'days',
    keys: [
      ['moveRecord', 'Shift+← →'],
      ['moveEnd', 'Ctrl+Shift+← →'],
    ],
  },
]
