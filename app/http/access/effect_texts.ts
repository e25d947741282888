import type { Operation } from '../../access/declarations.ts'
import type { Model } from '../../models/model.ts'
import { COUNT_BOUND } from '../../models/select.ts'
import type { MemberEffect, RightEffect } from '../../modules/right_effect.ts'
import type { Translate } from '../../views/texts.ts'
import type { Formats } from '../formats.ts'

/** What a change of rights comes to, in sentences: "12 users gain 340 contacts, 2 lose …". */
export function effectTexts(effect: RightEffect, model: typeof Model, t: Translate): string[] {
  const { members } = effect
  const { one, many } = model.labels
  const sides = (['gained', 'lost'] as const).flatMap((side) => {
    const touched = members.filter((member) => Object.keys(member[side]).length > 0)
    if (touched.length === 0) return []
    const count = largest(effect[side])
    return [t(`ui.rights.${side}`, { users: touched.length, count, one, many })]
  })
  const fields = members.filter(
    ({ fieldsGained, fieldsLost }) => fieldsGained.length + fieldsLost.length > 0
  )
  return [...sides, ...(fields.length > 0 ? [t('ui.rights.fields', { users: fields.length })] : [])]
}

/** What one user gains and loses for one operation: "+340 −2". */
export function recordsChanged(
  { gained, lost }: MemberEffect,
  operation: Operation,
  { number }: Formats
): string {
  const shown = (count: number) => (count > COUNT_BOUND ? `${number(COUNT_BOUND)}+` : number(count))
  return [
    ...(gained[operation] ? [`+${shown(gained[operation])}`] : []),
    ...(lost[operation] ? [`−${shown(lost[operation])}`] : []),
  ].join(' ')
}

/** Whoever may read, change and delete the same record gains one record and not three. */
function largest(counts: Partial<Record<Operation, number>>): number {
  return Math.max(0, ...Object.values(counts))
}
