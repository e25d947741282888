import { hiddenInputs } from '../form/page.ts'
import { attributes } from '../html.ts'

const names = ['to', 'from', 'end', 'again'] as const

/** What is posted when a record is put elsewhere in time; script says which and where. */
export function datesForm(action: string, csrf: string): string {
  const hidden = [['_csrf', csrf] as const, ...names.map((name) => [name, ''] as const)]
  return `<form id="dates" method="post" x-target="list" hidden${attributes({ 'data-action': action })}>${hiddenInputs(hidden)}</form>`
}
