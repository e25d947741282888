import { Database } from '@adonisjs/lucid/database'
import LucidDatabaseProvider from '@adonisjs/lucid/database_provider'
import { ScopedDatabase } from './scoped_database.ts'
import { Environment } from './environment.ts'

/** Lucid's provider, with the scoped database in the place of the plain one. */
export default class DatabaseProvider extends LucidDatabaseProvider {
  override register() {
    super.register()
    this.app.container.singleton(Database, async (resolver) => {
      const database = new ScopedDatabase(
        this.app.config.get('database'),
        await resolver.make('logger'),
        await resolver.make('emitter')
      )
      const isCommand = this.app.getEnvironment() === 'console'
      const [, , cause] = process.argv
      Environment.use(database, isCommand ? { channel: 'command', cause } : undefined)
      return database
    })
  }
}
