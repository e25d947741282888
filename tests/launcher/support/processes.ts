import { readFileSync, readdirSync, readlinkSync } from 'node:fs'

/** The processes, zombies apart, that work in a folder or name it in their command line. */
export function processesIn(folder: string) {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name) && Number(name) !== process.pid)
    .map((name) => ({ pid: Number(name), ...describe(name) }))
    .filter(({ command, directory }) => {
      return command.includes(folder) || `${directory}/`.startsWith(`${folder}/`)
    })
}

function describe(pid: string) {
  try {
    const command = readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ')
    return command ? { command, directory: readlinkSync(`/proc/${pid}/cwd`) } : nobody
  } catch {
    return nobody
  }
}

const nobody = { command: '', directory: '' }

/** How long processes that end by themselves are waited for, in milliseconds: the machine may be busy. */
export const PATIENCE = 120_000

/** Waits until no process is left in a folder; returns those that are after the time given. */
export async function processesLeftIn(folder: string, milliseconds = 0) {
  const deadline = Date.now() + milliseconds
  for (;;) {
    const left = processesIn(folder)
    if (left.length === 0 || Date.now() > deadline) return left.map(({ command }) => command)
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
}
