import type { Operation } from '../../access/declarations.ts'
import { RecordReach } from '../../access/reach.ts'
import { Records } from '../../access/records.ts'
import { targetOf, type Field, type One2Many } from '../../domains/fields.ts'
import type { Environment, Rows, Statement } from '../../environment/environment.ts'
import { isUuid } from '../../environment/scope.ts'
import { offers } from '../../models/answer_cache.ts'
import type { Model } from '../../models/model.ts'
import { COUNT_BOUND, SAVED_BY } from '../../models/select.ts'
import type { Registry } from '../../modules/registry.ts'
import { groupsKey } from '../menu.ts'
import { RulesQuestion, type FormRules } from './conditions/form_rules.ts'
import { textsBeside } from './conditions/read_rules.ts'
import type { FieldTexts } from './field_texts.ts'
import type { FormPlan } from './form_plan.ts'
import { askForLines, type LinesData } from './lines/lines_reader.ts'
import { mayChoose, mostOf, offerOf, offerStatement, type Offer } from './offered_records.ts'

export type Row = Readonly<Record<string, unknown>>

/** Everything that a form shows, read in one round trip. */
export interface FormData {
  row: Row | null
  /** What the asker may do with the record, as rights and rules say. */
  reach: ReadonlySet<Operation>
  /** Who saved last. */
  savedBy: string | null
  /** Records to choose from, by field. */
  options: Map<string, Offer>
  /** What records are called, by id, that were named in the form and are not those of the row. */
  titles: Map<string, string>
  lines: Map<string, LinesData>
  /** How many records the one2many fields hold that stand at the head of the form. */
  stats: Map<string, number>
  /** What the conditions of the form come to; null where it has none. */
  rules: FormRules | null
}

/** A statement of something that stands on the page too, and what is done with its rows. */
export interface FormQuestion {
  statement: Statement
  use: (rows: Rows) => void
}

/**
 * Reads the record (or nothing, for a new one) with the options and lines of its form, and what is
 * asked `besides` in the same round trip. `standing` is what stands in the form beside what is saved.
 */
export async function readForm(
  environment: Environment,
  registry: Registry,
  plan: FormPlan,
  id: string | null,
  besides: readonly FormQuestion[] = [],
  standing: FieldTexts = {}
): Promise<FormData> {
  const statements: Statement[] = []
  const take: ((rows: Rows) => void)[] = []
  const data: FormData = {
    row: null,
    reach: new Set(),
    savedBy: null,
    options: new Map(),
    titles: new Map(),
    lines: new Map(),
    stats: new Map(),
    rules: null,
  }
  const ask = (statement: Statement, use: (rows: Rows) => void) => {
    statements.push(statement)
    take.push(use)
  }

  if (id) {
    const records = new Records(plan.model, registry.access)
    const others = ['version', 'createdAt', 'updatedAt', 'active', plan.model.titleField]
    const known = others.filter((name) => Object.hasOwn(plan.model.allFields, name))
    const asked = plan.conditions?.asked ?? []
    const fields = [...new Set([...plan.fields.keys(), ...known, ...asked])]
    const withSavedBy = records.showsAuthors
    ask(records.select({ fields, ids: [id], order: [], limit: 1, withSavedBy }), ([row]) => {
      data.row = row ?? null
      data.savedBy = (row?.[SAVED_BY] as string | null | undefined) ?? null
    })
    const reach = new RecordReach(registry.access, environment.asker, plan.model)
    const statement = reach.statement(id)
    data.reach = reach.operations([])
    if (statement) ask(statement, (rows) => (data.reach = reach.operations(rows)))
    for (const [name, lines] of plan.lines) {
      const found = askForLines(registry, lines, id, ask)
      if (found) data.lines.set(name, found)
    }
    for (const [name, field] of plan.stats) {
      ask(countOf(registry, field, id), ([row]) => data.stats.set(name, Number(row!.count)))
    }
  }
  const { asker } = environment
  const groups = groupsKey(asker)
  for (const [name, field] of plan.fields) {
    if (field.kind !== 'many2one' && field.kind !== 'many2many') continue
    if (!mayChoose(registry, field)) continue
    const { table } = targetOf(field)
    const folded = foldedBy(plan, name)
    const asked = [registry.access.number, groups, mostOf(field), folded].join(' ')
    const offer = offers.askAs(asker, table, asked)
    if (offer.known) data.options.set(name, offerOf(field, offer.known, folded))
    else {
      ask(offerStatement(registry, field, folded), (rows) => {
        offer.remember(rows)
        data.options.set(name, offerOf(field, rows, folded))
      })
    }
    const named = field.kind === 'many2one' ? standing[name] : undefined
    if (isUuid(named) && !data.options.get(name)?.records.some(({ id: each }) => each === named)) {
      ask(titleStatement(registry, field, named), ([row]) => {
        if (row) data.titles.set(named, String(row[targetOf(field).titleField] ?? ''))
      })
    }
  }

  const question = plan.conditions && new RulesQuestion(registry, environment, plan.conditions)
  question?.ask(ask)
  for (const { statement, use } of besides) ask(statement, use)

  const answers = statements.length > 0 ? await environment.read(statements) : []
  answers.forEach((rows, index) => take[index]!(rows))
  if (question) data.rules = question.rules(textsBeside(plan, data.row, asker.timeZone))
  return data
}

/** How many records lead to this one, archived ones left out. */
function countOf(registry: Registry, { target, inverse }: One2Many<typeof Model>, id: string) {
  const records = new Records(target(), registry.access)
  const where = [records.domain([[inverse, '=', id]]), ...records.unarchived()]
  return records.count({ where, fields: [], order: [], limit: COUNT_BOUND + 1 })
}

/** The boolean of the linked records by which the status bar folds them, if the field is its own. */
function foldedBy({ bar }: FormPlan, name: string): string | null {
  return bar?.name === name && typeof bar.folded === 'string' ? bar.folded : null
}

function titleStatement(registry: Registry, field: Field, id: string): Statement {
  const target = targetOf(field) as unknown as typeof Model
  const records = new Records(target, registry.access)
  return records.select({ fields: [target.titleField], ids: [id], order: [], limit: 1 })
}
