/** The controls of forms, one function for each kind of field: `(field, t) => HTML`. */
export { textField, longTextField, emailField, phoneField, urlField } from './text_inputs.ts'
export { integerField, decimalField, moneyField } from './number_inputs.ts'
export { dateField, datetimeField } from './date_inputs.ts'
export { booleanField, selectionField, tagsField } from './choice_inputs.ts'
export { many2oneField } from './relation_input.ts'
