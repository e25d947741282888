import { readdirSync, readFileSync, writeFileSync } from 'node:fs'

/** The kernel counts processor time in hundredths of a second (`USER_HZ`, proc_pid_stat(5)). */
const TICK = 10

interface Stat {
  parent: number
  /** Milliseconds of processor time, in user and kernel mode. */
  own: number
  /** The same of children that have ended. */
  ended: number
}

/** Processor time that a process has taken so far, in milliseconds. */
export function cpuOf(pid: number): number {
  return statOf(pid)?.own ?? 0
}

/** Processor time of a process and all its children, ended ones included, in milliseconds. */
export function cpuOfFamily(pid: number): number {
  const parent = statOf(pid)
  let sum = (parent?.own ?? 0) + (parent?.ended ?? 0)
  for (const name of readdirSync('/proc')) {
    const stat = /^\d+$/.test(name) ? statOf(Number(name)) : null
    if (stat?.parent === pid) sum += stat.own
  }
  return sum
}

/** Memory of a process that lies in RAM, in megabytes of 1,000,000 bytes. */
export function residentMegabytes(pid: number): number {
  return statusOf(pid, 'VmRSS')
}

/** Has the kernel forget the most memory that a process has had so far (proc_pid_clear_refs(5)). */
export function startPeak(pid: number) {
  writeFileSync(`/proc/${pid}/clear_refs`, '5')
}

/** The most memory that a process has had since `startPeak`, in the same megabytes. */
export function peakMegabytes(pid: number): number {
  return statusOf(pid, 'VmHWM')
}

function statusOf(pid: number, name: string): number {
  const status = readFileSync(`/proc/${pid}/status`, 'utf8')
  const kilobytes = new RegExp(`^${name}:\\s+(\\d+) kB$`, 'm').exec(status)?.[1]
  return (Number(kilobytes) * 1024) / 1_000_000
}

function statOf(pid: number): Stat | null {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
    const ticks = (first: number) => (Number(fields[first]) + Number(fields[first + 1])) * TICK
    return { parent: Number(fields[1]), own: ticks(11), ended: ticks(13) }
  } catch {
    return null
  }
}
