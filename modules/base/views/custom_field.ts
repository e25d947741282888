import { form, list, search, section } from '#addon'
import { CustomField } from '../models/custom_field.ts'

export const customFieldList = list(
  CustomField,
  ['label', 'model', 'kind', 'required', 'searched', 'indexed', 'name'],
  { order: ['model', 'sequence', 'label'] }
)

export const customFieldForm = form(CustomField, {
  sheet: [
    section('Field', ['label', 'model', 'kind', 'choices', 'target']),
    section('Use', ['help', 'required', 'searched', 'indexed', 'sequence', 'name']),
  ],
})

export const customFieldSearch = search(CustomField, { fields: ['label', 'name'] })
