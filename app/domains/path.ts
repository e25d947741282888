import { DomainError, quoted } from './errors.ts'
import { targetOf, type AskedModel, type Field } from './fields.ts'
import { isRelation } from './operators.ts'

const LONGEST_PATH = 5

/** Whether the asker may ask about a field; what may not be asked is as if it did not exist. */
export type MayAsk = (field: Field, model: AskedModel, name: string) => boolean

export interface ResolvedPath {
  readonly path: readonly string[]
  readonly fields: readonly Field[]
  /** The model that the last field belongs to. */
  readonly model: AskedModel
}

/** Follows a dotted path from a model through its relations. Throws DomainError. */
export function resolvePath(
  model: AskedModel,
  text: string,
  mayAsk: MayAsk | undefined,
  at: readonly number[]
): ResolvedPath {
  const path = text.split('.', LONGEST_PATH + 1)
  if (path.length > LONGEST_PATH) {
    throw new DomainError('pathLong', { path: quoted(text), most: LONGEST_PATH }, at)
  }
  const fields: Field[] = []
  let owner = model
  for (const [position, name] of path.entries()) {
    const declared = owner.allFields
    const field = Object.hasOwn(declared, name) ? declared[name] : undefined
    if (!field || mayAsk?.(field, owner, name) === false) {
      throw new DomainError(
        path.length > 1 ? 'noFieldIn' : 'noField',
        {
          model: owner.name,
          name: quoted(name),
          path: quoted(text),
        },
        at
      )
    }
    fields.push(field)
    if (position === path.length - 1) break
    if (!isRelation(field.kind)) {
      throw new DomainError(
        'noRecordIn',
        {
          model: owner.name,
          name: quoted(name),
          path: quoted(text),
        },
        at
      )
    }
    owner = targetOf(field)
  }
  return { path, fields, model: owner }
}
