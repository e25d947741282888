import { spawn } from 'node:child_process'
import app from '@adonisjs/core/services/app'
import pg from 'pg'
import { nodeFlags } from '../../launcher/console.mjs'
import { findFreePort } from '../../launcher/ports.mjs'
import { credentials } from '#config/database'

/** Settings of a database and a port of its own, for a program that runs beside the tests. */
export async function surroundings(name: string) {
  const url = new URL(process.env.DATABASE_URL!)
  url.pathname = `/${credentials.database.replace(/_test$/, '')}_${name}_test`
  return {
    DATABASE_URL: url.href,
    DATABASE_ROLES: credentials.prefix,
    PORT: String(await findFreePort()),
  }
}

/** Drops the database of such a program. */
export async function dropDatabase(url: string) {
  const client = new pg.Client({ ...credentials.administrator, database: 'postgres' })
  await client.connect()
  const name = pg.escapeIdentifier(new URL(url).pathname.slice(1))
  await client.query(`drop database if exists ${name} with (force)`)
  await client.end()
}

/** Runs a program with the Node of the tests; returns its exit code and what it printed. */
export function runProgram(args: string[], env: Record<string, string> = {}) {
  return new Promise<{ code: number | null; output: string }>((resolve) => {
    const child = spawn(process.execPath, [...nodeFlags, ...args], {
      cwd: app.makePath(),
      env: { ...process.env, NO_COLOR: '1', ...env },
    })
    let output = ''
    child.stdout.on('data', (data) => (output += data))
    child.stderr.on('data', (data) => (output += data))
    child.on('close', (code) => resolve({ code, output }))
  })
}
