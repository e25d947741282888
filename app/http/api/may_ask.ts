import type { HttpContext } from '@adonisjs/core/http'
import type { MayAsk } from '../../domains/path.ts'
import type { Model } from '../../models/model.ts'
import { hasScope } from './scopes.ts'

/**
 * Which fields a domain may ask about: those that the asker may see. Of records of other modules,
 * which a path can lead to, a key asks only for id and title, unless it may read that module.
 */
export function mayAskWithin({ asker, apiKey, registry }: HttpContext, module: string): MayAsk {
  return (field, model) => {
    if (!registry.access.allowsField(asker, field)) return false
    const owner = registry.moduleOf(model as typeof Model)?.name
    if (owner === undefined || owner === module || hasScope(apiKey.scopes, owner, 'read')) {
      return true
    }
    return field === model.allFields.id || field === model.allFields[model.titleField]
  }
}
