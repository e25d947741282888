import { action, letter, note, paragraph } from '../../views/letters.ts'

/** Somebody is told what has happened to a record that concerns them. */
export const notificationLetter = letter<{
  record: string
  text: string
  details: string
  path: string
}>()(({ record, text }) => `${record}: ${text}`, {
  text: paragraph(({ text }) => text),
  details: paragraph(({ details }) => details),
  action: action(
    ({ record }, t) => t('ui.notification.open', { record }),
    ({ path }) => path
  ),
  note: note((_about, t) => t('ui.notification.why')),
})
