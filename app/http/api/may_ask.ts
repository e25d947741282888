import type { HttpContext } from '@adonisjs/core/http'
import type { MayAsk } from '../../domains/path.ts'
import type { Model } from '../../models/model.ts'
import { hasScope } from './scopes.ts'

/**
 * Which of the fields that the asker may see a key may ask about: of records of other modules,
 * which a path can lead to, only id and title, unless it may read that module.
 */
export function mayAskWithin({ apiKey, registry }: HttpContext, module: string): MayAsk {
  return (field, model) => {
    const owner = registry.moduleOf(model as typeof Model)?.name
    if (owner === undefined || owner === module || hasScope(apiKey.scopes, owner, 'read')) {
      return true
    }
    return field === model.allFields.id || field === model.allFields[model.titleField]
  }
}
