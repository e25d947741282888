import { action, letter, note, paragraph } from '../../views/letters.ts'

/** Somebody who has forgotten their password gets a link to set a new one. */
export const passwordLetter = letter<{ name: string; path: string }>()(
  (_about, t) => t('ui.passwordLetter.subject'),
  {
    hello: paragraph(({ name }, t) => t('ui.letter.hello', { name })),
    text: paragraph((_about, t) => t('ui.passwordLetter.text')),
    action: action(
      (_about, t) => t('ui.passwordLetter.subject'),
      ({ path }) => path
    ),
    note: note((_about, t) => t('ui.passwordLetter.note')),
  }
)
