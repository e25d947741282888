import { gzipSync } from 'node:zlib'
import { Fault } from '../launcher/fault.mjs'

/** Sizes after gzip, in kilobytes of 1,000 bytes. */
export interface AssetSizes {
  scripts: number
  styles: number
}

/** All scripts and style sheets that a page loads, modules that they import included. */
export async function assetSizes(base: string, html: string): Promise<AssetSizes> {
  const scripts = [...html.matchAll(/<script[^>]+src="([^"]+)"/g)].map((match) => match[1]!)
  const styles = [...html.matchAll(/<link rel="stylesheet" href="([^"]+)"/g)].map(
    (match) => match[1]!
  )
  if (scripts.length === 0 || styles.length === 0) throw new Fault('The list loads no assets')
  const seen = new Map<string, number>()
  for (const path of scripts) await weigh(base, path, seen)
  const weights = await Promise.all(styles.map((path) => textOf(base, path)))
  return {
    scripts: sum([...seen.values()]),
    styles: sum(weights.map((text) => gzipSync(text).length)),
  }
}

async function weigh(base: string, path: string, seen: Map<string, number>) {
  if (seen.has(path)) return
  const text = await textOf(base, path)
  seen.set(path, gzipSync(text).length)
  for (const [, imported] of text.matchAll(/(?:\bfrom|\bimport)\s*\(?["'](\.[^"']+)["']/g)) {
    await weigh(base, new URL(imported!, new URL(path, base)).pathname, seen)
  }
}

async function textOf(base: string, path: string): Promise<string> {
  const answer = await fetch(new URL(path, base))
  if (!answer.ok) throw new Fault(`${path} answered ${answer.status}`)
  return answer.text()
}

function sum(bytes: readonly number[]): number {
  return bytes.reduce((all, each) => all + each, 0) / 1000
}
