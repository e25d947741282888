import { action, letter, note, paragraph } from '../../views/letters.ts'

/** The new e-mail address of a user gets a link that confirms it. */
export const emailChangeLetter = letter<{ name: string; path: string }>()(
  (_about, t) => t('ui.emailChange.subject'),
  {
    hello: paragraph(({ name }, t) => t('ui.letter.hello', { name })),
    text: paragraph((_about, t) => t('ui.emailChange.text')),
    action: action(
      (_about, t) => t('ui.emailChange.action'),
      ({ path }) => path
    ),
    note: note((_about, t) => t('ui.emailChange.note')),
  }
)

/** The old e-mail address of a user is told of the one that was asked for. */
export const emailNoticeLetter = letter<{ name: string; wanted: string }>()(
  (_about, t) => t('ui.emailNotice.subject'),
  {
    hello: paragraph(({ name }, t) => t('ui.letter.hello', { name })),
    text: paragraph(({ wanted: email }, t) => t('ui.emailNotice.text', { email })),
    action: action(
      (_about, t) => t('ui.ownPassword.change'),
      () => '/account/password'
    ),
    note: note((_about, t) => t('ui.emailNotice.note')),
  }
)
