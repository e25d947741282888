import { spawnSync } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import type { User } from './checkout.ts'

export const isRoot = process.getuid?.() === 0

/** A user with a name and without rights. */
export const ordinaryUser: User = { uid: numberOf('-u'), gid: numberOf('-g') }

function numberOf(flag: string) {
  return Number(spawnSync('id', [flag, 'nobody'], { encoding: 'utf8' }).stdout)
}

/**
 * Words to put before a command so that it finds no user `postgres` on the machine: it gets a list
 * of users of its own in a mount namespace. Empty where the machine allows none.
 */
export function withoutPostgresUser(list: string): string[] {
  const users = readFileSync('/etc/passwd', 'utf8')
  writeFileSync(list, users.replace(/^postgres:.*\n/m, ''), { mode: 0o644 })
  const script = 'mount --bind "$0" /etc/passwd && exec "$@"'
  const wrapper = ['unshare', '--mount', 'sh', '-c', script, list]
  const [program, ...args] = [...wrapper, 'id', 'postgres']
  const { stderr } = spawnSync(program, args, { encoding: 'utf8' })
  return stderr.includes('no such user') ? wrapper : []
}
