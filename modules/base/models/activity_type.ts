import { Model, boolean, integer, many2one, selection, text, type Has } from '#addon'
import { Member } from './member.ts'

const talkIcons = ['phone', 'video', 'mail', 'message-square', 'calendar', 'users'] as const
const workIcons = ['list-todo', 'check', 'clock', 'file-text', 'map-pin', 'truck', 'star'] as const

type ActivityIcon = (typeof talkIcons)[number] | (typeof workIcons)[number]

const iconNames: Readonly<Record<ActivityIcon, string>> = {
  'list-todo': 'List',
  'phone': 'Telephone',
  'video': 'Camera',
  'mail': 'Envelope',
  'message-square': 'Speech bubble',
  'calendar': 'Calendar sheet',
  'users': 'People',
  'check': 'Tick',
  'clock': 'Clock',
  'file-text': 'Document',
  'map-pin': 'Pin on a map',
  'truck': 'Lorry',
  'star': 'Star',
}

/** A kind of thing that people plan on records: a call, a meeting, something to do. */
export class ActivityType extends Model {
  static override table = 'activity_types'
  static override label = { one: 'activity type', many: 'activity types' }
  static override icon = 'list-todo'
  static override hasThread = false

  static override fields = {
    name: text({ label: 'Name', required: true, size: 60, search: true, translate: true }),
    icon: selection({ label: 'Icon', required: true, default: 'list-todo', options: iconNames }),
    days: integer({
      label: 'Due in, days',
      required: true,
      default: 5,
      min: 0,
      max: 365,
      sums: false,
      help: 'So many days after today an activity is due, unless somebody says otherwise.',
    }),
    summary: text({
      label: 'Summary',
      size: 200,
      help: 'What a new activity is called to begin with.',
    }),
    user: many2one(() => Member, {
      label: 'Who does it',
      help: 'Nobody: whoever plans the activity.',
    }),
    next: many2one((): typeof ActivityType => ActivityType, { label: 'Next activity' }),
    chaining: selection({
      label: 'When one is done',
      required: true,
      default: 'suggest',
      options: { suggest: 'Suggest the next', trigger: 'Plan the next' },
    }),
    sequence: integer({
      label: 'Order',
      required: true,
      default: 10,
      help: 'Types with a smaller number come first.',
    }),
    active: boolean({ label: 'Active', default: true }),
  }
}

export interface ActivityType extends Has<typeof ActivityType> {}
