import type { HttpContext } from '@adonisjs/core/http'
import { DateTime } from 'luxon'
import { Records } from '../../access/records.ts'
import { ADMINISTRATOR } from '../../identity/new_tenant.ts'
import type { Activity } from '../../models/activities.ts'
import { nothingSaid, readConversation } from '../../models/conversation.ts'
import { isImage } from '../../models/file_kind.ts'
import type { Message } from '../../models/messages.ts'
import type { Model } from '../../models/model.ts'
import type { TrackedChange } from '../../models/tracked_changes.ts'
import { avatarOf } from '../../views/people.ts'
import type { ThreadFiles } from '../../views/thread/files.ts'
import type { Following } from '../../views/thread/following.ts'
import { renderThread } from '../../views/thread/thread.ts'
import type {
  ThreadActivity,
  ThreadAuthor,
  ThreadFault,
  ThreadItem,
} from '../../views/thread/types.ts'
import type { FormQuestion } from '../form/form_reader.ts'
import type { Formats } from '../formats.ts'
import type { Page } from '../page.ts'
import { activityCard } from '../activities/activity_card.ts'
import { isInternal } from './is_internal.ts'
import { changeText, trackedWords } from './tracked_words.ts'

/** So many messages and changes stand beside a form. */
const MOST = 30

/**
 * The conversation about one record: messages, and changes of tracked fields from the change log. It
 * is read in the round trip of the form, with one statement; whoever may not read the record gets to see
 * none of it.
 */
export class Thread {
  #ctx: HttpContext
  #page: Page
  #records: Records<typeof Model>
  #href: string
  #recordId: string
  #before: Date | null
  #conversation = nothingSaid

  /** `href` is the address of the record; of older parts, `before` is the moment that they precede. */
  constructor(
    ctx: HttpContext,
    page: Page,
    { model, href, id, before }: { model: typeof Model; href: string; id: string; before?: Date }
  ) {
    this.#ctx = ctx
    this.#page = page
    this.#records = new Records(model, ctx.registry.access)
    this.#href = href
    this.#recordId = id
    this.#before = before ?? null
  }

  get questions(): FormQuestion[] {
    const statement = this.#records.conversation({
      recordId: this.#recordId,
      isInternal: isInternal(this.#ctx),
      before: this.#before,
      limit: MOST + 1,
    })
    return [{ statement, use: (rows) => (this.#conversation = readConversation(rows)) }]
  }

  /** The conversation as HTML, once the questions are answered. */
  render(fault: ThreadFault | null, fileFault: string | null = null): string {
    const all = [
      ...this.#conversation.messages.map((message) => ({
        time: message.time,
        item: this.#message(message),
      })),
      ...this.#conversation.changes.map((change) => ({
        time: change.time,
        item: this.#change(change),
      })),
    ]
    all.sort((one, other) => other.time.getTime() - one.time.getTime())
    const shown = all.slice(0, MOST)
    const last = all.length > MOST ? shown.at(-1)!.time : null
    return renderThread(
      {
        csrf: this.#ctx.request.csrfToken,
        action: `${this.#href}/messages`,
        canNote: isInternal(this.#ctx),
        planHref: isInternal(this.#ctx) && !this.#before ? `${this.#href}/activities/new` : null,
        files: this.#before ? null : this.#files(fileFault),
        following: this.#before ? null : this.#following(),
        activities: this.#conversation.activities.map((activity) => this.#activity(activity)),
        fault,
        days: this.#byDay(shown),
        olderHref: last && `${this.#href}/thread?before=${last.toISOString()}`,
      },
      this.#page.t
    )
  }

  #byDay(shown: readonly { time: Date; item: ThreadItem }[]) {
    const days = Map.groupBy(shown, ({ time }) => this.#local(time).toISODate()!)
    return [...days].map(([day, items]) => ({
      label: this.#dayLabel(day),
      items: items.map(({ item }) => item),
    }))
  }

  #dayLabel(day: string): string {
    const today = this.#local(new Date())
    if (day === today.toISODate()) return this.#page.t('ui.thread.today')
    if (day === today.minus({ days: 1 }).toISODate()) return this.#page.t('ui.thread.yesterday')
    return this.#page.formats.date(day)
  }

  #local(time: Date): DateTime {
    return DateTime.fromJSDate(time, { zone: this.#ctx.asker.timeZone })
  }

  #message(message: Message): ThreadItem {
    const { userId } = this.#ctx.asker
    const isOwn = userId !== null && message.userId === userId
    const href = `${this.#href}/messages/${message.id}`
    const mayDelete = isOwn || this.#ctx.asker.groups.has(ADMINISTRATOR)
    return {
      kind: message.kind,
      id: message.id,
      ...this.#signed(message),
      body: message.body,
      mentioned: message.mentioned,
      edited: message.editedAt !== null,
      editHref: isOwn ? href : null,
      deleteHref: mayDelete ? href : null,
    }
  }

  #files(fault: string | null): ThreadFiles {
    const { files } = this.#conversation
    const { formats, t } = this.#page
    const mayAdd = this.#records.allows('write')
    const total = files.reduce((sum, { bytes }) => sum + bytes, 0)
    return {
      files: files.map(({ id, name, type, bytes, userId }) => {
        const href = `${this.#href}/attachments/${id}`
        const isOwn = userId === this.#ctx.asker.userId
        const mayDelete = mayAdd && (isOwn || this.#ctx.asker.groups.has(ADMINISTRATOR))
        return {
          name,
          href,
          size: sizeInWords(bytes, formats),
          isImage: isImage(type),
          deleteHref: mayDelete ? href : null,
        }
      }),
      summary:
        files.length > 0
          ? t('ui.file.count', { count: files.length, size: sizeInWords(total, formats) })
          : '',
      action: mayAdd ? `${this.#href}/attachments` : null,
      fault,
    }
  }

  #following(): Following {
    const { followers } = this.#conversation
    return {
      action: `${this.#href}/following`,
      own: followers.find(({ userId }) => userId === this.#ctx.asker.userId) ?? null,
      names: isInternal(this.#ctx) ? followers.flatMap(({ name }) => name ?? []) : [],
      isInternal: isInternal(this.#ctx),
    }
  }

  #activity(activity: Activity): ThreadActivity {
    const href = `${this.#href}/activities/${activity.id}`
    return activityCard(this.#ctx, this.#page, activity, href)
  }

  #change(change: TrackedChange): ThreadItem {
    return {
      kind: 'change',
      ...this.#signed(change),
      text: changeText(change, this.#records.model, this.#page),
      fields: trackedWords(change, this.#records.fields, this.#page),
    }
  }

  #signed({ time, userId, userName }: Pick<Message, 'time' | 'userId' | 'userName'>) {
    return {
      author: this.#author(userId, userName),
      time: this.#page.formats.time(time),
      moment: time.toISOString(),
    }
  }

  #author(userId: string | null, userName: string | null): ThreadAuthor | null {
    if (!userId) return null
    const name = userName ?? this.#page.t('ui.audit.formerUser')
    return { name, ...avatarOf(name) }
  }
}

/** A number of bytes: 412 kB, 3.1 MB. */
function sizeInWords(bytes: number, { number }: Formats): string {
  if (bytes < 1_000_000) return `${number(Math.max(1, Math.round(bytes / 1000)))} kB`
  return `${number(bytes / 1_000_000, 1)} MB`
}
