import { test } from '@japa/runner'
import type { Kind } from '#app/domains/fields'
import { operatorsOf } from '#app/domains/operators'
import type { Term } from '#app/domains/types'
import {
  boolean,
  computed,
  date,
  datetime,
  decimal,
  email,
  id,
  integer,
  json,
  longText,
  many2many,
  many2one,
  money,
  one2many,
  phone,
  selection,
  text,
  url,
  type Has,
} from '#app/models/fields'

const options = { label: 'Field' }
const through = { table: 'pairs', key: 'a_id', otherKey: 'b_id' }

/** One field of each kind, called like its kind. */
class Probe {
  static fields = {
    id: id(options),
    text: text(options),
    longText: longText(options),
    email: email(options),
    phone: phone(options),
    url: url(options),
    integer: integer(options),
    decimal: decimal(options),
    money: money(options),
    boolean: boolean(options),
    date: date(options),
    datetime: datetime(options),
    selection: selection({ label: 'Field', options: { a: 'A' } }),
    many2one: many2one(() => Other, options),
    one2many: one2many(() => Other, 'probe', options),
    many2many: many2many(() => Other, through, options),
    json: json(options),
    computed: computed(text({ label: 'Field' })),
  }
}
interface Probe extends Has<typeof Probe> {}

class Other {
  static fields = { probe: many2one(() => Probe, options) }
}
interface Other extends Has<typeof Other> {}

type OperatorsIn<T, Name> = T extends readonly [infer Path, infer Operator, unknown]
  ? Name extends Path
    ? Operator
    : never
  : never

/** What the type `Term` lets a field of this kind be asked; a key more or less does not compile. */
type Typed = { [K in Kind]: Record<OperatorsIn<Term<Probe>, K> & string, true> }

const yes = true as const
const equal = { '=': yes, '!=': yes, '=?': yes, 'in': yes, 'not in': yes }
const ordered = { '=': yes, '!=': yes, '=?': yes, '<': yes, '>': yes, '<=': yes, '>=': yes }
const like = {
  'like': yes,
  'not like': yes,
  'ilike': yes,
  'not ilike': yes,
  '=like': yes,
  '=ilike': yes,
}
const tree = { child_of: yes, parent_of: yes }
const words = { ...equal, ...like }
const number = { ...ordered, 'in': yes, 'not in': yes }
const related = { ...equal, ...like, ...tree, 'any': yes, 'not any': yes }

const typed = {
  id: { ...equal, ...tree },
  text: words,
  longText: words,
  email: words,
  phone: words,
  url: words,
  integer: number,
  decimal: number,
  money: number,
  boolean: { '=': yes, '!=': yes, '=?': yes },
  date: ordered,
  datetime: ordered,
  selection: equal,
  many2one: related,
  one2many: related,
  many2many: related,
  json: { '=': yes, '!=': yes },
  computed: like,
} satisfies Typed

/** `satisfies` lets a spread bring keys that the type does not have; this does not. */
type Surplus = { [K in Kind]: Exclude<keyof (typeof typed)[K], keyof Typed[K]> }[Kind]
const surplus: [Surplus] extends [never] ? 'none' : Surplus = 'none'

test.group('Domains | operators', () => {
  test('the table and the type Term know the same operators of {kind}')
    .with(Object.keys(typed).map((kind) => ({ kind: kind as Kind })))
    .run(({ assert }, { kind }) => {
      assert.sameMembers([...operatorsOf[kind]], Object.keys(typed[kind]))
    })

  test('the table knows every kind', ({ assert }) => {
    assert.sameMembers(Object.keys(operatorsOf), Object.keys(Probe.fields))
    assert.equal(surplus, 'none')
  })
})
