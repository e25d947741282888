import type { Kind } from './fields.ts'

export type Equal = '=' | '!=' | '=?'
export type In = 'in' | 'not in'
export type Order = '<' | '>' | '<=' | '>='
export type Like = 'like' | 'not like' | 'ilike' | 'not ilike' | '=like' | '=ilike'
export type Hierarchy = 'child_of' | 'parent_of'
export type Any = 'any' | 'not any'
export type Operator = Equal | In | Order | Like | Hierarchy | Any

const equal: readonly Operator[] = ['=', '!=', '=?', 'in', 'not in']
const ordered: readonly Operator[] = ['=', '!=', '=?', '<', '>', '<=', '>=']
const like: readonly Operator[] = ['like', 'not like', 'ilike', 'not ilike', '=like', '=ilike']
const text = [...equal, ...like]
const number: readonly Operator[] = [...ordered, 'in', 'not in']
const hierarchy: readonly Operator[] = ['child_of', 'parent_of']
const related: readonly Operator[] = [...equal, ...like, ...hierarchy, 'any', 'not any']

/** Which operators each kind of field knows. The type `Term` says the same to the compiler. */
export const operatorsOf: Readonly<Record<Kind, readonly Operator[]>> = {
  id: [...equal, ...hierarchy],
  text,
  longText: text,
  email: text,
  phone: text,
  url: text,
  integer: number,
  decimal: number,
  money: number,
  boolean: ['=', '!=', '=?'],
  date: ordered,
  datetime: ordered,
  selection: equal,
  many2one: related,
  one2many: related,
  many2many: related,
  json: ['=', '!='],
  computed: like,
}

/** The operators that a message lists; `=?` is for programs that may lack a value. */
export function spokenOperators(kind: Kind): string {
  return operatorsOf[kind].filter((operator) => operator !== '=?').join(' ')
}

const textKinds = new Set<string>(['text', 'longText', 'email', 'phone', 'url'])
const numberKinds = new Set<string>(['integer', 'decimal', 'money'])
const momentKinds = new Set<string>(['date', 'datetime'])
const relationKinds = new Set<string>(['many2one', 'one2many', 'many2many'])

export const isText = (kind: string) => textKinds.has(kind)
export const isNumber = (kind: string) => numberKinds.has(kind)
export const isMoment = (kind: string) => momentKinds.has(kind)
export const isRelation = (kind: string) => relationKinds.has(kind)
export const isLike = (operator: string) => operator.endsWith('like')
export const isList = (operator: string) => operator === 'in' || operator === 'not in'

type Positive = '=' | 'in' | 'like' | 'ilike'

const positives: Readonly<Record<string, Positive>> = {
  '!=': '=',
  'not in': 'in',
  'not like': 'like',
  'not ilike': 'ilike',
}

/** The operator that a negative one is the contrary of: `not ilike` → `ilike`. */
export function positiveOf(operator: Operator): Positive | undefined {
  return Object.hasOwn(positives, operator) ? positives[operator] : undefined
}
