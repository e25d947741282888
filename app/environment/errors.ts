import { createError } from '@adonisjs/core/exceptions'

/** A query was made where no environment says for whom. */
export const E_OUTSIDE_ENVIRONMENT = createError(
  'Query outside an environment: nothing says for which tenant it is made',
  'E_OUTSIDE_ENVIRONMENT',
  500
)

/** A model was used in an environment that has no transaction yet. */
export const E_ENVIRONMENT_NOT_OPEN = createError(
  'The environment has no transaction yet: await environment.open() first',
  'E_ENVIRONMENT_NOT_OPEN',
  500
)

/** A query was made after the environment's transaction had ended. */
export const E_ENVIRONMENT_CLOSED = createError(
  'The environment has ended: its records cannot be queried any more',
  'E_ENVIRONMENT_CLOSED',
  500
)

/** Work was asked for in a tenant that is suspended: it waits until the tenant goes on. */
export const E_TENANT_SUSPENDED = createError<[tenant: string]>(
  'The tenant %s is suspended',
  'E_TENANT_SUSPENDED',
  403
)
