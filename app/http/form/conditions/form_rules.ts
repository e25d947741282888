import { DateTime } from 'luxon'
import { Records } from '../../../access/records.ts'
import { targetOf } from '../../../domains/fields.ts'
import type { DomainNode, TermNode } from '../../../domains/node.ts'
import { positiveOf } from '../../../domains/operators.ts'
import { textTest } from '../../../domains/text_condition.ts'
import { firstWeekdayOf } from '../../../domains/weeks.ts'
import { meets, type TextTest } from '../../../domains/text_test.ts'
import type { Environment, Rows, Statement } from '../../../environment/environment.ts'
import { offers, type Question } from '../../../models/answer_cache.ts'
import type { Model } from '../../../models/model.ts'
import type { Registry } from '../../../modules/registry.ts'
import type { FieldTexts } from '../field_texts.ts'
import type { Aspect, Conditions, ConditionsPlan } from './conditions_plan.ts'

/** So many records behind a many2one may meet a condition; it is for short lists such as stages. */
const MOST_BEHIND = 500

/** Conditions as the browser gets them: by the names of fields, and by those of parts. */
export interface WrittenRules {
  fields: Record<string, Partial<Record<Aspect, TextTest>>>
  parts: Record<string, Partial<Record<Aspect, TextTest>>>
  /** Texts of fields that are asked about and do not stand on the form. */
  texts: FieldTexts
}

/** What the conditions of a form come to with the texts that stand in it. */
export class FormRules {
  readonly written: WrittenRules

  constructor(written: WrittenRules) {
    this.written = written
  }

  /** Whether a field or part is shown, only read or required; nothing where nobody says. */
  says(
    of: 'fields' | 'parts',
    name: string,
    aspect: Aspect,
    texts: FieldTexts
  ): boolean | undefined {
    const test = this.written[of][name]?.[aspect]
    if (test === undefined) return undefined
    return meets(test, (asked) => texts[asked] ?? this.written.texts[asked] ?? '')
  }

  /** Whether something may be written into a field while these texts stand in the form. */
  takes(name: string, texts: FieldTexts): boolean {
    const isShown = this.says('fields', name, 'visible', texts) ?? true
    return isShown && !this.says('fields', name, 'readonly', texts)
  }

  /** Fields that must not be empty and are. */
  missing(texts: FieldTexts): string[] {
    return Object.keys(this.written.fields).filter(
      (name) =>
        this.says('fields', name, 'required', texts) === true &&
        (this.says('fields', name, 'visible', texts) ?? true) &&
        (texts[name] ?? '').trim() === ''
    )
  }
}

/** What has to be asked before the conditions of a form can be answered. */
export class RulesQuestion {
  #plan: ConditionsPlan
  #environment: Environment
  #answers: { term: TermNode; question: Question<Rows>; rows: Rows }[]

  constructor(registry: Registry, environment: Environment, plan: ConditionsPlan) {
    this.#plan = plan
    this.#environment = environment
    this.#answers = plan.behind.flatMap((term) => {
      const target = targetOf(term.fields[0]!) as unknown as typeof Model
      const records = new Records(target, registry.access)
      if (!records.allows('read')) return []
      const statement = idsStatement(records, term)
      const question = offers.ask(environment.asker, target.table, statement)
      return [{ term, question, rows: question.known ?? [] }]
    })
  }

  /** Asks for the records behind many2one that meet a condition, where that is not known. */
  ask(ask: (statement: Statement, use: (rows: Rows) => void) => void) {
    for (const answer of this.#answers) {
      const { question } = answer
      if (question.known) continue
      ask(question.statement, (rows) => {
        question.remember(rows)
        answer.rows = rows
      })
    }
  }

  /** The rules, once everything is answered. `texts` are those of fields that are not on the form. */
  rules(texts: FieldTexts): FormRules {
    const { timeZone, language } = this.#environment.asker
    const clock = { now: DateTime.now(), timeZone, firstWeekday: firstWeekdayOf(language) }
    const idsBehind = ({ path, value, operator }: TermNode) =>
      this.#answers
        .filter(
          ({ term }) =>
            term.path.join() === path.join() &&
            term.value === value &&
            (positiveOf(term.operator) ?? term.operator) === operator
        )
        .flatMap(({ rows }) => rows.map(({ id }) => String(id)))
    const write = (nodes: readonly DomainNode[]): TextTest => {
      const tests = nodes.map((node) => textTest(node, clock, idsBehind))
      return tests.length === 1 ? tests[0]! : { all: tests }
    }
    const writeAll = (all: ReadonlyMap<string, Conditions>) =>
      Object.fromEntries(
        [...all].map(([name, conditions]) => [
          name,
          Object.fromEntries(
            Object.entries(conditions).map(([aspect, nodes]) => [aspect, write(nodes)])
          ),
        ])
      )
    const { fields, parts } = this.#plan
    return new FormRules({ fields: writeAll(fields), parts: writeAll(parts), texts })
  }
}

function idsStatement(records: Records<typeof Model>, term: TermNode): Statement {
  const operator = positiveOf(term.operator) ?? term.operator
  const where = [records.domain([[term.path[1], operator, term.value]])]
  return records.select({ fields: [], where, order: [], limit: MOST_BEHIND })
}
