import type { HttpContext } from '@adonisjs/core/http'
import type { Rows, Statement } from '../../../environment/environment.ts'
import type { Row } from '../form_reader.ts'
import { textsOfRow, type FieldTexts } from '../field_texts.ts'
import type { FormPlan } from '../form_plan.ts'
import { RulesQuestion, type FormRules } from './form_rules.ts'

/** The conditions of the form of a new record; null where it has none. */
export async function readRules(
  { environment, registry, asker }: HttpContext,
  plan: FormPlan
): Promise<FormRules | null> {
  if (!plan.conditions) return null
  const statements: Statement[] = []
  const take: ((rows: Rows) => void)[] = []
  const question = new RulesQuestion(registry, environment!, plan.conditions)
  question.ask((statement, use) => {
    statements.push(statement)
    take.push(use)
  })
  const answers = statements.length > 0 ? await environment!.read(statements) : []
  answers.forEach((rows, index) => take[index]!(rows))
  return question.rules(textsBeside(plan, null, asker.timeZone))
}

/** The texts of fields that conditions ask about and that are not on the form. */
export function textsBeside(
  { model, fields, conditions }: Pick<FormPlan, 'model' | 'fields' | 'conditions'>,
  row: Row | null,
  timeZone: string
): FieldTexts {
  const beside = [...conditions!.asked].filter((name) => !fields.has(name))
  const all = new Map(beside.map((name) => [name, model.allFields[name]!]))
  return textsOfRow(all, row ?? {}, timeZone)
}
