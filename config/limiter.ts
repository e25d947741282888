import { defineConfig, stores } from '@adonisjs/limiter'

/** Counters live in the database, so that all processes share them. */
export default defineConfig({
  default: 'database',
  stores: {
    database: stores.database({ connectionName: 'identity', tableName: 'rate_limits' }),
  },
})

declare module '@adonisjs/limiter/types' {
  export interface LimitersList {
    database: ReturnType<typeof stores.database>
  }
}
