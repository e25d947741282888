import 'reflect-metadata'
import { Ignitor, prettyPrintError } from '@adonisjs/core'
import { createHttpServer } from '#app/http/server'
import { exitWithParent } from '../launcher/parent.mjs'

const APP_ROOT = new URL('../', import.meta.url)

exitWithParent()

new Ignitor(APP_ROOT, { importer: (filePath) => import(filePath) })
  .tap((app) => {
    app.booting(async () => {
      await import('#start/env')
    })
    app.listen('SIGTERM', () => app.terminate())
    app.listenIf(process.stdin.isTTY === true, 'SIGINT', () => app.terminate())
  })
  .httpServer()
  .start((handler) => createHttpServer(handler))
  .catch((error: unknown) => {
    process.exitCode = 1
    prettyPrintError(error)
  })
