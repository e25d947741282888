import type { Notification } from '../../models/notifications.ts'
import type { Translate } from '../../views/texts.ts'
import type { RecordTitle } from '../thread/record_titles.ts'

/** A notification in the words of who is told. */
export interface NotificationWords {
  who: string
  /** "Mia Berg mentions you on a contact" */
  text: string
  /** What was said or planned, or the fields that have changed; empty where there is nothing. */
  details: string
}

/** Whether there is anything to tell: of a change, fields that the reader may see. */
export function isTold({ kind, changed }: Notification, { fields }: RecordTitle): boolean {
  return kind !== 'change' || changed.some((name) => fields.has(name))
}

export function notificationWords(
  notification: Notification,
  { what, fields }: RecordTitle,
  t: Translate
): NotificationWords {
  const { kind, actorName, body, details, changed } = notification
  const who = actorName ?? t('ui.audit.formerUser')
  const labels = changed.flatMap((name) => fields.get(name)?.options.label ?? [])
  return {
    who,
    text: t(`ui.notification.kind.${kind}`, { who, record: what }),
    details: body ?? details ?? labels.join(', '),
  }
}
