import { test } from '@japa/runner'
import type { Group } from '@japa/runner/core'
import { clear, createLedger, dropLedger } from './database.ts'
import type { Server } from './service.ts'

/** One body of tests, run once for each server that jobs can live on. */
export function onBothServers(title: string, body: (server: Server, group: Group) => void) {
  for (const server of ['PostgreSQL', 'Redis'] as const) {
    test.group(`${title} | ${server}`, (group) => {
      group.setup(async () => {
        await createLedger()
        return dropLedger
      })
      group.each.setup(clear)
      body(server, group)
    })
  }
}
