/**
 * What the compiler must refuse in views, access rules and records. Nothing here runs: each
 * `@ts-expect-error` fails the type check when the mistake below it is no longer one.
 */
import {
  accessGroup,
  action,
  activity,
  after,
  allow,
  attributes,
  avatar,
  badge,
  chartTile,
  dashboard,
  report,
  figureTile,
  leadersTile,
  listTile,
  before,
  button,
  routeButton,
  calendar,
  cohort,
  defineData,
  due,
  extendDashboard,
  extendForm,
  extendLetter,
  field,
  extendList,
  extendSearch,
  form,
  graph,
  inside,
  letter,
  kanban,
  lines,
  list,
  note,
  optional,
  paragraph,
  passwordLetter,
  pivot,
  remove,
  replace,
  rule,
  search,
  section,
  stars,
  statusbar,
  tab,
  tabs,
  timeline,
} from '#addon'
import { Company } from '#modules/crm/models/company'
import { Contact } from '#modules/crm/models/contact'
import { Deal } from '#modules/crm/models/deal'
import { sales } from '#modules/crm/dashboard'
import { contactForm, contactList, contactSearch } from '#modules/crm/views/contact'

export const sound = [
  defineData(Contact, { one: { firstName: 'Ada', company: 'crm.own', status: 'lead' } }),
  list(Contact, ['name', badge('status'), optional('mobile')], { order: 'createdAt desc' }),
  form(Contact, {
    header: [statusbar('status', { folded: ['churned', 'other'] })],
    sheet: [section('Basics', ['firstName']), tabs({ more: tab('More', ['notes']) })],
  }),
  form(Deal, {
    sheet: [
      section('Loss', [field('lostReason', { required: [['stage.outcome', '=', 'lost']] })], {
        visible: [['value', '>', 10]],
      }),
      tabs({ more: tab('More', ['source'], { visible: [['priority', 'in', ['high']]] }) }),
    ],
  }),
  form(Company, {
    sheet: [
      section('People', [
        lines('contacts', ['name'], { editable: ['firstName', 'owner', 'doNotDisturb'] }),
      ]),
    ],
  }),
  search(Contact, { fields: ['email'], filters: { leads: ['Leads', [['status', '=', 'lead']]] } }),
  kanban(Deal, {
    by: 'stage',
    card: ['company', badge('health'), stars('priority'), due('expectedClose'), avatar('owner')],
    sum: 'value',
    progress: 'health',
    color: 'priority',
    position: 'position',
    folded: 'folded',
    quickCreate: ['contact'],
  }),
  kanban(Contact, { by: 'status', card: ['email'], folded: ['churned'] }),
  calendar(Deal, { start: 'expectedClose', end: 'closedOn', color: 'owner' }),
  timeline(Deal, { start: 'createdAt', end: 'expectedClose', by: 'stage', color: 'health' }),
  cohort(Deal, { start: 'createdAt', end: 'closedOn', unit: 'week', measure: 'sum:value' }),
  activity(Deal, { detail: 'company' }),
  activity(Contact),
]

// @ts-expect-error a column that is no field
list(Contact, ['nam'])

// @ts-expect-error a badge of something that is no selection
list(Contact, [badge('email')])

// @ts-expect-error a condition about something that is no field
form(Deal, { sheet: [field('lostReason', { visible: [['stag', '=', null]] })] })

// @ts-expect-error a condition with an unknown option behind a many2one
form(Deal, { sheet: [field('lostReason', { required: [['stage.outcome', '=', 'lots']] })] })

// @ts-expect-error a condition of a field that there is not
form(Deal, { sheet: [field('lostReson', { readonly: [['closedOn', '!=', null]] })] })

// @ts-expect-error a condition of a section about something that is no field
form(Deal, { sheet: [section('More', ['source'], { visible: [['valu', '>', 1]] })] })

// @ts-expect-error a column of lines that their model does not have
form(Company, { sheet: [section('People', [lines('contacts', ['nam'])])] })

// @ts-expect-error a column that cannot be edited in a line
form(Company, { sheet: [section('People', [lines('contacts', ['name'], { editable: ['tags'] })])] })

// @ts-expect-error an order by something that is no field
list(Contact, ['name'], { order: 'nam desc' })
// @ts-expect-error there is no such method
list(Contact, ['name'], { actions: [button('convrt', { label: 'Convert' })] })
// @ts-expect-error what is done from outside is no method
list(Contact, ['name'], { actions: [routeButton('call', { label: 'Call', groups: [] })] })

// @ts-expect-error a filter with an unknown option
list(Contact, ['name'], { filter: [['status', '=', 'leed']] })

form(Contact, {
  // @ts-expect-error a status bar of a text
  header: [statusbar('firstName')],
  sheet: [],
})

form(Deal, { header: [statusbar('stage', { folded: 'folded' })], sheet: [] })

form(Deal, {
  // @ts-expect-error linked records are folded by a boolean of theirs
  header: [statusbar('stage', { folded: 'name' })],
  sheet: [],
})

form(Contact, {
  // @ts-expect-error a folded state that the selection does not have
  header: [statusbar('status', { folded: ['lost'] })],
  sheet: [],
})

// @ts-expect-error a field of another model
form(Contact, { sheet: [section('Basics', ['industry'])] })

// @ts-expect-error a field that is nowhere, deep inside
form(Contact, { sheet: [tabs({ more: tab('More', [section('Deep', ['firstNam'])]) })] })

// @ts-expect-error lines of a field that leads to one record
form(Company, { sheet: [section('People', [lines('owner', ['name'])])] })

// @ts-expect-error a button for a method that the model does not have
form(Contact, { header: [button('convrt', { label: 'Convert' })], sheet: [] })

// @ts-expect-error a kanban by something that has no columns
kanban(Deal, { by: 'value', card: [] })

// @ts-expect-error a card with a field of another model
kanban(Deal, { by: 'stage', card: ['email'] })

// @ts-expect-error stars of something that is no selection
kanban(Deal, { by: 'stage', card: [stars('name')] })

// @ts-expect-error a day that is none
kanban(Deal, { by: 'stage', card: [due('value')] })

// @ts-expect-error a sum of texts
kanban(Deal, { by: 'stage', card: [], sum: 'name' })

// @ts-expect-error progress of something without states
kanban(Deal, { by: 'stage', card: [], progress: 'value' })

// @ts-expect-error a folded column that the selection does not have
kanban(Contact, { by: 'status', card: [], folded: ['lost'] })

// @ts-expect-error a field of the stages that says nothing of folding
kanban(Deal, { by: 'stage', card: [], folded: 'name' })

// @ts-expect-error a field to ask for that is nowhere
kanban(Deal, { by: 'stage', card: [], quickCreate: ['valeu'] })

// @ts-expect-error a calendar of something that is no day
calendar(Deal, { start: 'value' })

// @ts-expect-error a colour of something that has none
calendar(Deal, { start: 'expectedClose', color: 'name' })

// @ts-expect-error a timeline to something that is no day
timeline(Deal, { start: 'createdAt', end: 'value', by: 'stage' })

// @ts-expect-error rows of something that makes none
timeline(Deal, { start: 'createdAt', end: 'closedOn', by: 'name' })

// @ts-expect-error a timeline without an end
timeline(Deal, { start: 'createdAt', by: 'stage' })

// @ts-expect-error cohorts of something that is no day
cohort(Deal, { start: 'name', end: 'closedOn' })

// @ts-expect-error cohorts by a span of time that does not exist
cohort(Deal, { start: 'createdAt', end: 'closedOn', unit: 'fortnight' })

// @ts-expect-error a detail that is nowhere
activity(Deal, { detail: 'compny' })

// @ts-expect-error a search in a field that is nowhere
search(Contact, { fields: ['e-mail'] })

const staff = accessGroup('crm.staff', 'Staff')

// @ts-expect-error an operation that does not exist
allow(staff, Contact, ['change'])

rule('Own contacts', Contact, {
  // @ts-expect-error a rule about a field that is nowhere
  domain: ({ userId }) => [['ownr', '=', userId!]],
})

export async function mistakes(contact: Contact) {
  // @ts-expect-error a state that the selection does not have
  contact.status = 'leed'
  // @ts-expect-error a field that is required
  contact.firstName = null
  // @ts-expect-error a field that does not exist
  await Contact.create({ firstNam: 'Ada' })
}

// @ts-expect-error a shipped record with a field that is nowhere
defineData(Company, { one: { nam: 'One' } })

// @ts-expect-error a shipped record with an option that the selection does not have
defineData(Contact, { one: { firstName: 'Ada', status: 'leed' } })

// @ts-expect-error a shipped record with a relation to many
defineData(Contact, { one: { firstName: 'Ada', tags: ['crm.vip'] } })

const extended = extendForm(
  contactForm,
  after('email', ['source']),
  inside('tabs', { loyalty: tab('Loyalty', ['notes']) }),
  attributes('phone', { label: 'Telephone' })
)

export const soundExtensions = [
  extendForm(extended, before('loyalty', []), remove('department')),
  extendForm(contactForm, replace('notes', [section('Remarks', ['notes'])])),
  extendList(contactList, after('email', ['source', badge('status')]), remove('phone')),
  extendSearch(contactSearch, {
    fields: ['city'],
    filters: { far: ['Far', [['city', '=', null]]] },
  }),
]

// @ts-expect-error an anchor that the form does not have
extendForm(contactForm, after('emial', ['source']))

// @ts-expect-error a field that the model does not have
extendForm(contactForm, after('email', ['nowhere']))

// @ts-expect-error the anchor of another extension that was not taken over
extendForm(contactForm, before('loyalty', []))

// @ts-expect-error a column that the list does not have
extendList(contactList, remove('notes'))

// @ts-expect-error a tab with a field of another model
extendForm(contactForm, inside('tabs', { more: tab('More', ['industry']) }))

// @ts-expect-error an attribute that a view cannot change
extendForm(contactForm, attributes('email', { size: 3 }))

// @ts-expect-error a filter about a field that is nowhere
extendSearch(contactSearch, { filters: { far: ['Far', [['cty', '=', null]]] } })

export const soundGraphs = [
  graph(Contact, { by: ['createdAt:month', 'status'], type: 'area', stacked: true }),
  graph(Contact, { by: ['owner'], measure: 'count' }),
]

// @ts-expect-error groups of a field that is nowhere
graph(Contact, { by: ['statu'] })

// @ts-expect-error groups of a long text
graph(Contact, { by: ['notes'] })

// @ts-expect-error a span of time of something that is no moment
graph(Contact, { by: ['status:month'] })

// @ts-expect-error a span of time that does not exist
graph(Contact, { by: ['createdAt:fortnight'] })

// @ts-expect-error a sum of texts
graph(Contact, { by: ['status'], measure: 'sum:email' })

// @ts-expect-error a third level
graph(Contact, { by: ['status', 'owner', 'company'] })

// @ts-expect-error a drawing that does not exist
graph(Contact, { by: ['status'], type: 'radar' })

export const soundPivots = [
  pivot(Deal, {
    rows: ['stage', 'expectedClose:week'],
    columns: ['owner'],
    measures: ['count', 'avg:value'],
  }),
  pivot(Contact, { rows: [] }),
]

// @ts-expect-error rows of a field that is nowhere
pivot(Deal, { rows: ['stag'] })

// @ts-expect-error columns of a long text
pivot(Deal, { rows: [], columns: ['description'] })

// @ts-expect-error an average of a selection
pivot(Deal, { rows: [], measures: ['avg:priority'] })

// @ts-expect-error a figure that is computed in no way
pivot(Deal, { rows: [], measures: ['median:value'] })

export const soundTiles = [
  figureTile('Won', Deal, { measure: 'sum:value', date: 'closedOn' }),
  chartTile('By stage', Deal, { by: ['stage'], domain: [['priority', '=', 'high']] }),
  leadersTile('Best', Deal, { by: 'owner', measure: 'max:value' }),
  listTile('Next', Deal, { detail: 'expectedClose', order: 'expectedClose desc' }),
]

// @ts-expect-error a stretch of time by something that is no day
figureTile('Won', Deal, { date: 'name' })

// @ts-expect-error a condition with an unknown option
figureTile('Won', Deal, { domain: [['priority', '=', 'hihg']] })

// @ts-expect-error leaders of a field that is nowhere
leadersTile('Best', Deal, { by: 'ownr' })

export const soundReport = report('By owner', Deal, {
  rows: ['owner', 'closedOn:month'],
  measures: ['max:value', 'count'],
  date: 'closedOn',
})

// @ts-expect-error a report by a field that is nowhere
report('By owner', Deal, { rows: ['ownr'] })

// @ts-expect-error a report of figures of a text
report('By owner', Deal, { rows: ['owner'], measures: ['sum:name'] })

// @ts-expect-error a report about a day that is none
report('By owner', Deal, { rows: ['owner'], date: 'name' })

// @ts-expect-error an order by something that is no field
listTile('Next', Deal, { order: 'expectedClos' })

const extendedSales = extendDashboard(
  sales,
  after('wonValue', { calls: figureTile('Calls', Contact, { date: 'createdAt' }) }),
  replace('pipeline', { funnel: chartTile('Funnel', Deal, { by: ['stage'] }) }),
  remove('lostDeals'),
  attributes('sellers', { label: 'Best' })
)

export const soundDashboards = [
  dashboard('Own', { deals: figureTile('Deals', Deal) }),
  extendDashboard(extendedSales, before('calls', { mails: figureTile('Mails', Contact) })),
  extendForm(contactForm, after('notes', { more: tab('More', ['source']) })),
]

// @ts-expect-error an anchor that the dashboard does not have
extendDashboard(sales, after('wonValeu', { calls: figureTile('Calls', Contact) }))

// @ts-expect-error a part of a form among tiles
extendDashboard(sales, after('wonValue', { more: tab('More', []) }))

// @ts-expect-error a field among tiles
extendDashboard(sales, after('wonValue', ['email']))

// @ts-expect-error the tile of another extension that was not taken over
extendDashboard(sales, remove('calls'))

// @ts-expect-error a tile in a form
extendForm(contactForm, after('email', { calls: figureTile('Calls', Contact) }))

// @ts-expect-error a dashboard of something that is no tile
dashboard('Own', { more: tab('More', []) })

const extendedPassword = extendLetter(
  passwordLetter,
  after('hello', { help: paragraph(({ name }) => `Call us, ${name}.`) }),
  remove('note')
)

export const soundLetters = [
  letter<{ title: string; path: string }>()(({ title }) => title, {
    open: action(
      ({ title }) => `Open ${title}`,
      ({ path }) => path
    ),
  }),
  extendLetter(extendedPassword, replace('help', { chat: note(() => 'Write to us.') })),
]

// @ts-expect-error an anchor that the letter does not have
extendLetter(passwordLetter, after('helo', { help: paragraph(() => 'Call us.') }))

// @ts-expect-error something that the letter is not about
extendLetter(passwordLetter, after('hello', { help: paragraph(({ phone }) => String(phone)) }))

// @ts-expect-error a tile in a letter
extendLetter(passwordLetter, after('hello', { help: figureTile('Help', Contact) }))

// @ts-expect-error a paragraph on a dashboard
extendDashboard(sales, after('wonValue', { help: paragraph(() => 'Call us.') }))

// @ts-expect-error the part of another extension that was not taken over
extendLetter(passwordLetter, remove('help'))
