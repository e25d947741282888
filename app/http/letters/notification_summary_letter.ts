import { action, letter, note, paragraph } from '../../views/letters.ts'

/** Somebody is told at once what has happened to several records that concern them. */
export const notificationSummaryLetter = letter<{ texts: readonly string[]; records: string }>()(
  ({ texts }) => texts[0]!,
  {
    text: paragraph(({ texts }) => texts.join('\n')),
    records: paragraph(({ records }) => records),
    action: action(
      (_about, t) => t('ui.notification.openAll'),
      () => '/notifications'
    ),
    note: note((_about, t) => t('ui.notification.why')),
  }
)
