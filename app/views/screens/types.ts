/** What stands above the records of a screen, whatever the view. */
export interface ScreenHead {
  title: string
  newHref: string | null
  newLabel: string
  importHref: string | null
  exportHref: string | null
  printHref?: string | null
  /** Where administrators are told who sees the screen, and why; not there for others. */
  accessHref?: string | null
  /** Other ways to see the same records; the switch is left out for fewer than two. */
  views: { label: string; icon: string; href: string; current: boolean }[]
}
