import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import pg from 'pg'
import { FORM, LIST, INSERT } from './bare_statements.ts'

type Row = Record<string, unknown>

/**
 * What the machine could do at best: `node:http`, `pg`, one prepared statement for each request
 * and a plain table, without sessions, rights, row-level security or a layout. The pages of
 * Tatami are measured against it.
 */
const pool = new pg.Pool({ connectionString: process.env.DATABASE_URL, max: 10 })
const tenant = process.env.BARE_TENANT

createServer((request, response) => {
  answer(request, response).catch((error: Error) => response.writeHead(500).end(error.message))
}).listen(Number(process.env.PORT), '127.0.0.1', () => process.send?.('ready'))

process.once('disconnect', () => process.exit())

async function answer(request: IncomingMessage, response: ServerResponse) {
  const [, kind, id] = request.url!.split('/')
  if (kind === 'list') return send(response, await read('list', LIST, [tenant]))
  if (kind === 'form') return send(response, await read('form', FORM, [tenant, id]))
  await read('insert', INSERT, [await bodyOf(request)])
  response.writeHead(204).end()
}

async function read(name: string, statement: string, values: unknown[]) {
  const { rows } = await pool.query<Row>({ name, text: statement, values })
  return rows
}

function send(response: ServerResponse, rows: readonly Row[]) {
  let html = '<!doctype html><table>'
  for (const row of rows) {
    html += '<tr>'
    for (const name in row) html += `<td>${text(row[name])}</td>`
    html += '</tr>'
  }
  html += '</table>'
  response.setHeader('content-type', 'text/html; charset=utf-8')
  response.setHeader('content-length', Buffer.byteLength(html))
  response.end(html)
}

const special = /[&<>"]/g

function text(value: unknown): string {
  if (value === null) return ''
  if (value instanceof Date) return value.toISOString()
  const plain = typeof value === 'object' ? JSON.stringify(value) : String(value)
  return plain.replace(special, (character) => `&#${character.charCodeAt(0)};`)
}

async function bodyOf(request: IncomingMessage): Promise<Buffer> {
  const parts: Buffer[] = []
  for await (const part of request) parts.push(part as Buffer)
  return Buffer.concat(parts)
}
