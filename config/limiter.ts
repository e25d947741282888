import { defineConfig, stores } from '@adonisjs/limiter'

/**
 * Counters live in the database, so that all processes share them. Those of the API live in the
 * memory of each process, because a request that reads writes nothing.
 */
export default defineConfig({
  default: 'database',
  stores: {
    database: stores.database({ connectionName: 'identity', tableName: 'rate_limits' }),
    memory: stores.memory({}),
  },
})

declare module '@adonisjs/limiter/types' {
  export interface LimitersList {
    database: ReturnType<typeof stores.database>
    memory: ReturnType<typeof stores.memory>
  }
}
