import { identityPool } from './connection.ts'

/** What somebody is told by e-mail: everything, what is meant for them alone, or nothing. */
export const notificationMails = ['all', 'personal', 'none'] as const

export type NotificationMail = (typeof notificationMails)[number]

/** What is meant for one person, and not for all who follow a record. */
const PERSONAL = ['mention', 'activity', 'assigned']

/** What the user has chosen. */
export async function notificationMailOf(userId: string): Promise<NotificationMail> {
  const { rows } = await identityPool().query<{ choice: NotificationMail }>(
    'select notification_mail as choice from identity.users where id = $1 and active',
    [userId]
  )
  return rows[0]?.choice ?? 'none'
}

export async function saveNotificationMail(userId: string, choice: NotificationMail) {
  await identityPool().query(
    'update identity.users set notification_mail = $2, updated_at = now() where id = $1',
    [userId, choice]
  )
}

/** Whether the user wishes to be told of something of this kind by e-mail. */
export async function wantsMail(userId: string, kind: string): Promise<boolean> {
  const choice = await notificationMailOf(userId)
  return choice === 'all' || (choice === 'personal' && PERSONAL.includes(kind))
}
