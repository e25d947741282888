import { field, form, list, search, section } from '#addon'
import { CustomField } from '../models/custom_field.ts'

export const customFieldList = list(
  CustomField,
  ['label', 'model', 'kind', 'required', 'searched', 'indexed', 'name'],
  { order: ['model', 'sequence', 'label'] }
)

export const customFieldForm = form(CustomField, {
  sheet: [
    section('Field', [
      'label',
      field('model', { readonly: [['createdAt', '!=', null]] }),
      field('kind', { readonly: [['createdAt', '!=', null]] }),
      field('choices', { visible: [['kind', '=', 'selection']] }),
      field('target', { visible: [['kind', '=', 'many2one']] }),
    ]),
    section('Use', ['help', 'required', 'searched', 'indexed', 'sequence', 'name']),
  ],
})

export const customFieldSearch = search(CustomField, { fields: ['label', 'name'] })
