import { cpus, release, totalmem, type } from 'node:os'
import type { Row } from './rows.ts'

/** What the numbers depend on. */
export interface Circumstances {
  command: string
  postgres: string
  contacts: number
  tenants: number
  connections: number
  rounds: number
  seconds: number
  minutes: number
  /** Processes that wanted a processor, this run's own not yet among them. */
  load: number
}

const HEAD = ['', 'requests/s', 'p50', 'p95', 'node', 'PostgreSQL', 'result', 'bar', '']

/** The table as Markdown, its columns aligned so that it reads well at a terminal too. */
export function table(rows: readonly Row[]): string {
  const lines = [HEAD, ...rows.map(cells)]
  const widths = HEAD.map((_, column) => Math.max(3, ...lines.map((line) => line[column]!.length)))
  const isNumber = (column: number) => column >= 1 && column <= 5
  const pad = (text: string, column: number) =>
    isNumber(column) ? text.padStart(widths[column]!) : text.padEnd(widths[column]!)
  const rule = widths.map((width, column) =>
    isNumber(column) ? `${'-'.repeat(width - 1)}:` : '-'.repeat(width)
  )
  const written = lines.map((line) => `| ${line.map(pad).join(' | ')} |`)
  written.splice(1, 0, `| ${rule.join(' | ')} |`)
  return written.join('\n')
}

function cells({ label, sample, result, bar, met }: Row): string[] {
  const milliseconds = (value: number) => value.toFixed(value < 10 ? 2 : 1)
  const numbers = sample
    ? [
        Math.round(sample.rate).toString(),
        ...[sample.p50, sample.p95, sample.nodeCpu, sample.postgresCpu].map(milliseconds),
      ]
    : ['', '', '', '', '']
  return [label, ...numbers, result, bar, met === null ? '' : met ? 'met' : '**not met**']
}

/** The page `docs/benchmarks.md`. */
export function page(rows: readonly Row[], run: Circumstances): string {
  const gigabytes = Math.round(totalmem() / 2 ** 30)
  const [processor] = cpus()
  const count = cpus().length
  const number = (value: number) => value.toLocaleString('en')
  return `# Benchmarks

This page is written by \`npm run bench\`, which measures the pages of one server process against
bare handlers on the same machine and the same data. Numbers of another machine differ; ratios
should not, much.

${table(rows)}

## The run

- ${new Date().toISOString().slice(0, 10)}, \`${run.command}\`, ${run.minutes.toFixed(1)} minutes.
- ${count} × ${processor?.model.trim()}, ${gigabytes} GB, ${type()} ${release()}, Node
  ${process.versions.node}, PostgreSQL ${run.postgres}. Load average at the beginning: ${run.load.toFixed(1)}.
- ${number(run.contacts)} contacts over ${run.tenants} tenants; medians of ${run.rounds} rounds of
  ${run.seconds} s for each line.

## How to read it

- **Bare** is \`bench/bare_server.ts\`: \`node:http\` and \`pg\`, one prepared statement for a request,
  the same rows as a plain table; no log-in, no rights, no row-level security, no layout. What it
  does is what the machine can do.
- The database, one web process (\`NODE_ENV=production\`, no worker), the bare server and the load
  generator share the machine. Everything is measured in turn within a round, and ratios are made
  within a round, so that other work on the machine weighs on both sides. The range behind a
  ratio is that of the rounds: where it is wide, the machine was busy.
- ${run.connections} connections ask at once, each with a session of its own; the administrator's list has
  80 rows of ten columns with the whole page around them. Before anything is measured every kind
  of page is compared with the database: status, number of rows, and the rows themselves in their
  order. An answer with another status ends the run.
- \`p50\` and \`p95\` are milliseconds until the whole answer is there, with all connections asking.
  \`node\` and \`PostgreSQL\` are milliseconds of processor time for a request, of the server process
  and of all of PostgreSQL's. They are the steadiest numbers of the table.
- Numbers of records are remembered for half a minute (\`app/models/answer_cache.ts\`), as they are in
  use; so they are counted a few times in a run.
- **Policies**: the statement of the bare list as the runtime role, under row-level security, divided
  by the same statement as a superuser, in turn on two connections.
- **Install, uninstall**: \`node ace module:install loyalty\` (the module in \`examples/\`) from its start
  until the running server shows the module's page; the start of the command is most of it. The table
  of contacts gets and loses two columns and an index meanwhile.
- **Import, export**: a CSV file of 100,000 contacts with links to companies, people and locations is uploaded,
  matched, tested and imported through the pages, by the worker in the web process. Import is the time in
  which its rows are put into chunks plus that in which they become records; the test before it is told by
  itself. It is compared with \`COPY\` of the same rows into the same table, with all its indexes and foreign
  keys, by the superuser, from a file on the server that already holds the ids: no log, no policy, no check
  beyond the table's. The better of two such copies counts. Memory is how far the process
  grows above what it had after a small import and export before. \`npm run bench -- --transfer=10000\` measures
  this alone, with as many rows as one likes.
- PostgreSQL runs as \`npm start\` sets it up, with \`fsync\` on: a webhook is answered when its event is
  on the disk. The webhook's delay runs from the moment at which a request was due, so that whoever
  waits behind a stall is counted too.
- \`npm run bench -- --full\` adds a tenant of 500,000 contacts in which a location holds 0.05 % of them
  and no contact is without a location; \`--million\` adds a million contacts over 20 tenants, half of
  them in one, with a sales representative who sees the contacts that they own, and compares the list
  of a manager there with the same list in the first database. \`--rounds\` and \`--seconds\` make the run longer and steadier.
- \`npm run bench -- --isolation\` measures nothing: 200 clients of 20 tenants ask a server with five
  connections until it has answered 100,000 times, and every answer is searched for records of others.
`
}
