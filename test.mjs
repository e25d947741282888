/** `npm test`: checks types and style and runs every test, with servers of its own. See docs/operations.md. */
const oldest = 20

if (Number(process.versions.node.split('.')[0]) < oldest) {
  process.stderr.write(`Tatami needs Node ${oldest} or newer; this is ${process.versions.node}.\n`)
  process.exit(1)
}

const { test } = await import('./launcher/test.mjs')
await test(process.argv.slice(2))
