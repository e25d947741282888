/** `npm run bench`: measures pages and webhooks against bare handlers. See docs/benchmarks.md. */
import { spawn } from 'node:child_process'
import { join } from 'node:path'

const oldest = 20

if (Number(process.versions.node.split('.')[0]) < oldest) {
  process.stderr.write(`Tatami needs Node ${oldest} or newer; this is ${process.versions.node}.\n`)
  process.exit(1)
}

const { nodeFlags } = await import('./launcher/console.mjs')
const { describeError } = await import('./launcher/fault.mjs')
const { serverNode } = await import('./launcher/node.mjs')
const { root } = await import('./launcher/root.mjs')

try {
  const program = [...nodeFlags, join(root, 'bench', 'main.ts'), ...process.argv.slice(2)]
  const child = spawn(serverNode(root), program, { cwd: root, stdio: 'inherit' })
  for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(name, () => child.kill(name))
  child.once('exit', (code) => process.exit(code ?? 1))
} catch (error) {
  for (const line of describeError(error)) process.stderr.write(`${line}\n`)
  process.exitCode = 1
}
