import { DateTime } from 'luxon'
import {
  Environment,
  Model,
  boolean,
  compute,
  computed,
  date,
  integer,
  longText,
  many2many,
  many2one,
  money,
  selection,
  onChange,
  text,
  type Has,
} from '#addon'
import { Location } from '#modules/base/models/location'
import { Member } from '#modules/base/models/member'
import { Tag } from '#modules/base/models/tag'
import { Company } from './company.ts'
import { Contact } from './contact.ts'
import { Stage } from './stage.ts'

/** Something that we hope to sell. */
export class Deal extends Model {
  static override table = 'crm_deals'
  static override label = { one: 'deal', many: 'deals' }
  static override icon = 'handshake'

  static override fields = {
    name: text({ label: 'Title', required: true, size: 160, search: true, tracked: true }),
    contact: many2one(() => Contact, { label: 'Contact', tracked: true }),
    company: many2one(() => Company, { label: 'Company', tracked: true }),
    stage: many2one(() => Stage, {
      label: 'Stage',
      tracked: true,
      help: 'Left empty, the deal begins in the first stage.',
    }),
    position: text({ label: 'Position', required: true, readonly: true }),
    value: money({ label: 'Value', min: 0, tracked: true }),
    expectedRevenue: computed(
      money({
        label: 'Expected revenue',
        help: 'The value times the probability of the stage.',
      })
    ),
    priority: selection({
      label: 'Priority',
      required: true,
      default: 'low',
      tracked: true,
      options: { low: 'Low', medium: 'Medium', high: 'High', urgent: 'Urgent' },
      tones: { low: 'idle', medium: 'info', high: 'warn', urgent: 'bad' },
    }),
    health: selection({
      label: 'Health',
      help: 'How the deal goes, in the eyes of its owner.',
      tracked: true,
      options: { good: 'On track', risk: 'At risk', stuck: 'Stuck' },
      tones: { good: 'ok', risk: 'warn', stuck: 'bad' },
    }),
    expectedClose: date({ label: 'Expected close', tracked: true }),
    closedOn: date({ label: 'Closed on', readonly: true, tracked: true }),
    age: computed(integer({ label: 'Age, days', help: 'Until today, or until it was closed.' })),
    source: text({ label: 'Source', size: 120, help: 'How the deal came to us.' }),
    lostReason: text({ label: 'Reason for the loss', size: 160, tracked: true }),
    description: longText({ label: 'Description', size: 20000 }),
    owner: many2one(() => Member, { label: 'Owner', tracked: true }),
    location: many2one(() => Location, { label: 'Location', tracked: true }),
    tags: many2many(
      () => Tag,
      { table: 'crm_deal_tags', key: 'deal_id', otherKey: 'tag_id' },
      { label: 'Tags' }
    ),
    active: boolean({ label: 'Active', default: true }),
  }

  override async giveDefaults() {
    await super.giveDefaults()
    await this.enterFirstStage()
  }

  /** Puts a deal without a stage into the first one. */
  async enterFirstStage() {
    this.stageId ??= (await Stage.ofNewDeals())?.id ?? null
  }

  /** Leaves no deal without a stage, and notes the day on which it was closed. */
  async settle() {
    await this.enterFirstStage()
    if (!this.hasChanged('stage')) return
    const stage = this.stageId ? await Stage.findOrFail(this.stageId) : null
    const { timeZone } = Environment.current().asker
    if (!stage || stage.outcome === 'open') this.closedOn = null
    else this.closedOn ??= DateTime.now().setZone(timeZone)
  }
}

export interface Deal extends Has<typeof Deal> {}

Deal.computes = [
  compute(Deal, 'expectedRevenue', ['value', 'stage.probability'], ({ value, stage }) => {
    const probability = stage?.probability ?? null
    return value === null || probability === null ? null : Math.round(value * probability) / 100
  }),
  compute(Deal, 'age', ['createdAt', 'closedOn'], ({ createdAt, closedOn }) => {
    const end = closedOn ?? DateTime.now()
    return createdAt && Math.max(0, Math.floor(end.diff(createdAt.startOf('day'), 'days').days))
  }),
]

Deal.onChanges = [
  onChange(Deal, ['contact'], async (deal) => {
    const contact = deal.contactId ? await Contact.find(deal.contactId) : null
    if (contact?.companyId) deal.companyId = contact.companyId
  }),
]
