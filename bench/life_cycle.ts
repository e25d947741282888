import { setTimeout as sleep } from 'node:timers/promises'
import { Fault } from '../launcher/fault.mjs'
import type { House } from './house.ts'
import { median } from './load.ts'
import { figureRow, type Row } from './rows.ts'
import { Sessions } from './sessions.ts'

const ROUNDS = 3
const PATIENCE = 10_000

/** How long the example of a third-party module takes to come and to go while the server runs. */
export async function measureLifeCycle(house: House): Promise<Row[]> {
  const [cookie] = await new Sessions(house.url, 1).of('admin@load1.test')
  const came: number[] = []
  const went: number[] = []
  for (let round = 0; round < ROUNDS; round++) {
    came.push(await timed(house, cookie!, 'module:install', 200))
    went.push(await timed(house, cookie!, 'module:uninstall', 404))
  }
  return [
    figureRow('Install of the example module, until its page is there', median(came), 's', {}),
    figureRow('Uninstall, until its page is gone', median(went), 's', {}),
  ]
}

/** Seconds from the start of the command until the running server answers with the status. */
async function timed(house: House, cookie: string, command: string, status: number) {
  const began = performance.now()
  await house.command(command, 'loyalty', '--yes')
  const late = performance.now() + PATIENCE
  for (;;) {
    const answer = await fetch(`${house.url}/loyalty/entries`, { headers: { cookie } })
    await answer.arrayBuffer()
    if (answer.status === status) return (performance.now() - began) / 1000
    if (performance.now() > late) throw new Fault(`${command}: the page answers ${answer.status}.`)
    await sleep(20)
  }
}
