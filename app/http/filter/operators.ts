import type { Field } from '../../domains/fields.ts'
import { PERIODS } from '../../domains/moments.ts'
import { isMoment, isNumber, isRelation, isText } from '../../domains/operators.ts'
import type { ValueInput } from '../../views/search/editor_types.ts'

/** Something that a condition can say about a field. */
export interface EditorOperator {
  /** Its name in the form; the text is `ui.filter.<name>`. */
  readonly name: string
  readonly input: ValueInput
  /** The condition in Odoo's notation. */
  readonly write: (path: string, values: readonly unknown[]) => unknown[]
}

const plain = (name: string, operator: string, input: ValueInput): EditorOperator => ({
  name,
  input,
  write: (path, [value]) => [[path, operator, value]],
})

const listed = (name: string, operator: string): EditorOperator => ({
  name,
  input: 'options',
  write: (path, values) => [[path, operator, values]],
})

const between = (input: ValueInput): EditorOperator => ({
  name: 'between',
  input,
  write: (path, [first, last]) => ['&', [path, '>=', first], [path, '<=', last]],
})

const empty: EditorOperator[] = [
  { name: 'empty', input: 'none', write: (path) => [[path, '=', null]] },
  { name: 'filled', input: 'none', write: (path) => [[path, '!=', null]] },
]
const contains = [plain('contains', 'ilike', 'text'), plain('containsNot', 'not ilike', 'text')]
const text = [...contains, plain('is', '=', 'text'), plain('isNot', '!=', 'text'), ...empty]
const number = [
  plain('is', '=', 'number'),
  plain('isNot', '!=', 'number'),
  plain('less', '<', 'number'),
  plain('atMost', '<=', 'number'),
  plain('more', '>', 'number'),
  plain('atLeast', '>=', 'number'),
  between('numbers'),
  ...empty,
]
const moment = [
  plain('isIn', '=', 'period'),
  plain('on', '=', 'day'),
  plain('before', '<', 'day'),
  plain('until', '<=', 'day'),
  plain('after', '>', 'day'),
  plain('since', '>=', 'day'),
  between('days'),
  ...empty,
]
const selection = [listed('among', 'in'), listed('notAmong', 'not in'), ...empty]
const relation = [plain('is', '=', 'record'), plain('isNot', '!=', 'record'), ...contains, ...empty]
const boolean = [plain('is', '=', 'yesNo')]

/** What the editor can say about a field; nothing where it cannot ask about it. */
export function editorOperators({ kind, options }: Field): readonly EditorOperator[] {
  if (isText(kind)) return text
  if (isNumber(kind)) return number
  if (isMoment(kind)) return moment
  if (isRelation(kind)) return relation
  if (kind === 'selection') return selection
  if (kind === 'boolean') return boolean
  return kind === 'computed' && options.search ? contains : []
}

/** The words for stretches of time, in the order in which they are offered. */
export const PERIOD_WORDS = Object.keys(PERIODS)
