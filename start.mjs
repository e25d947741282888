/** `npm start`: installs what is missing, gets a database, brings it up to date and serves. See docs/operations.md. */
const oldest = 20

if (Number(process.versions.node.split('.')[0]) < oldest) {
  process.stderr.write(`Tatami needs Node ${oldest} or newer; this is ${process.versions.node}.\n`)
  process.exit(1)
}

const { start } = await import('./launcher/start.mjs')
await start()
