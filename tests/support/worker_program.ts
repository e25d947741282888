import { Ignitor } from '@adonisjs/core'

/** Runs jobs of the tests' database until it is killed. Says on its standard output when it is ready. */
const root = new URL('../../', import.meta.url)
const app = new Ignitor(root, { importer: (path) => import(path) }).createApp('console')
await app.init()
await app.boot()
await app.start(async () => {
  const modules = await app.container.make('modules')
  await modules.open()
  const { startWorker } = await import('#tests/support/worker')
  await startWorker(1)
  process.stdout.write('ready\n')
})
