import {
  Model,
  boolean,
  choicesOf,
  constraint,
  customizableModelChoices,
  fitsChoices,
  integer,
  longText,
  modelChoices,
  selection,
  text,
  twinChoices,
  type Has,
} from '#addon'

const kinds = {
  text: 'Text',
  longText: 'Text of several lines',
  email: 'E-mail address',
  phone: 'Phone number',
  url: 'Web address',
  integer: 'Whole number',
  decimal: 'Decimal number',
  money: 'Amount of money',
  boolean: 'Yes or no',
  date: 'Day',
  datetime: 'Day and time',
  selection: 'One of several options',
  many2one: 'Link to another record',
}

/** A field that a tenant adds to the records of a model, without code. */
export class CustomField extends Model {
  static override table = 'custom_fields'
  static override titleField = 'label'
  static override label = { one: 'custom field', many: 'custom fields' }
  static override icon = 'text-cursor-input'
  static override hasThread = false

  static override fields = {
    label: text({ label: 'Label', required: true, size: 80, search: true, translate: true }),
    model: selection({
      label: 'Records',
      required: true,
      get options() {
        return customizableModelChoices()
      },
    }),
    kind: selection({ label: 'Kind', required: true, default: 'text', options: kinds }),
    choices: longText({
      label: 'Options',
      size: 10_000,
      translate: true,
      help: 'One a line. Write "key = Label" to rename an option later and keep its records.',
    }),
    target: selection({
      label: 'Linked records',
      get options() {
        return modelChoices()
      },
    }),
    help: text({
      label: 'Help',
      size: 200,
      help: 'A sentence under the field.',
      translate: true,
    }),
    required: boolean({ label: 'Must be filled in' }),
    searched: boolean({ label: 'Found by the search box', help: 'For texts.' }),
    indexed: boolean({
      label: 'Filtered often',
      help: 'Records are found by a value through an index.',
    }),
    sequence: integer({ label: 'Order', required: true, default: 10 }),
    name: text({
      label: 'Technical name',
      size: 60,
      search: true,
      help: 'Made from the label. Domains and the API use it.',
    }),
    active: boolean({ label: 'Active', default: true }),
  }
}

export interface CustomField extends Has<typeof CustomField> {}

/** A name such as `x_shoe_size` for the label "Shoe size"; `x_field` where no letter of the label is a Latin one. */
export function nameOf(label: string): string {
  const plain = label
    .normalize('NFKD')
    .toLowerCase()
    .replaceAll(/\p{Mark}/gu, '')
    .replaceAll('ß', 'ss')
    .replaceAll(/[^a-z0-9]+/g, '_')
    .replaceAll(/^_+|_+$/g, '')
  return `x_${plain.slice(0, 50).replace(/_$/, '') || 'field'}`
}

/** The name of a new field. The same label twice is a slip; other labels can come to the same name. */
async function freeNameOf({ label, model }: CustomField): Promise<string> {
  const wanted = nameOf(label)
  const others = await CustomField.query().where({ model }).whereLike('name', `${wanted}%`)
  const taken = new Set(others.map(({ name }) => name))
  if (!taken.has(wanted) || others.some((other) => other.label === label)) return wanted
  let number = 2
  while (taken.has(`${wanted}_${number}`)) number++
  return `${wanted}_${number}`
}

CustomField.before('create', async (field) => {
  field.name ??= await freeNameOf(field)
})

CustomField.constraints = [
  constraint(CustomField, ['name', 'label'], ({ name }) =>
    !name || /^x_[a-z0-9_]{1,58}$/.test(name) ? null : { key: 'base.fieldName' }
  ),
  constraint(CustomField, ['choices', 'kind'], ({ kind, choices }) =>
    kind === 'selection' && Object.keys(choicesOf(choices ?? '')).length === 0
      ? { key: 'base.fieldOptions' }
      : null
  ),
  constraint(CustomField, ['choices'], (field) => {
    const { translations } = field.translatedValue('choices')
    const others = Object.values(translations ?? {}).map(String)
    const isSound = others.every((each) => fitsChoices(field.choices ?? '', each))
    return isSound ? null : { key: 'base.fieldOptionsInLanguages' }
  }),
  constraint(CustomField, ['choices', 'kind'], (field) => {
    if (field.kind !== 'selection') return null
    const { translations } = field.translatedValue('choices')
    const texts = [field.choices ?? '', ...Object.values(translations ?? {}).map(String)]
    const [first, second] = texts.map(twinChoices).find((twins) => twins !== null) ?? []
    return first && second ? { key: 'base.fieldOptionTwins', values: { first, second } } : null
  }),
  constraint(CustomField, ['target', 'kind'], ({ kind, target }) => {
    if (kind === 'many2one') return target ? null : { key: 'base.fieldTarget' }
    return target ? { key: 'base.fieldNoTarget' } : null
  }),
  constraint(CustomField, ['kind'], (field) =>
    field.$isPersisted && field.hasChanged('kind') ? { key: 'base.fieldKindStays' } : null
  ),
  constraint(CustomField, ['model'], (field) =>
    field.$isPersisted && field.hasChanged('model') ? { key: 'base.fieldModelStays' } : null
  ),
  constraint(CustomField, ['name'], (field) =>
    field.$isPersisted && field.hasChanged('name') ? { key: 'base.fieldNameStays' } : null
  ),
]
