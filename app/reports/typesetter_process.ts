import { readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { NodeCompiler } from '@myriaddreamin/typst-ts-node-compiler'
import type { Answer, Begin, Order } from './typesetter.ts'

let begun: Begin
const compilers = new Map<string, NodeCompiler>()

/** Sets documents, one after the other, as long as the process that started it is there. */
process.on('message', (message: Begin | Order) => {
  if ('fonts' in message) begun = message
  else process.send!({ ...answer(message), memory: process.memoryUsage.rss() } satisfies Answer)
})
process.on('disconnect', () => process.exit())

function answer(order: Order): { pdf: Buffer } | { fault: string } {
  try {
    return { pdf: set(order) }
  } catch (error) {
    return { fault: error instanceof Error ? error.message : String(error) }
  }
}

function set({ template, data, isTagged }: Order): Buffer {
  const typst = compilerFor(dirname(template))
  const compiled = typst.compile({ mainFilePath: template, inputs: { data }, resetRead: true })
  try {
    if (!compiled.result) throw new Error(faultsOf(typst, compiled.takeDiagnostics()))
    const creationTimestamp = Math.floor(Date.now() / 1000)
    return typst.pdf(compiled.result, { creationTimestamp, pdfTags: isTagged })
  } finally {
    typst.evictCache(0)
  }
}

/** A template reads what lies in its folder, and nothing else of the disk. */
function compilerFor(folder: string): NodeCompiler {
  let compiler = compilers.get(folder)
  if (!compiler) {
    const fontArgs = [{ fontPaths: begun.fonts }]
    compiler = NodeCompiler.create({ workspace: folder, fontArgs })
    compiler.addSource(join(folder, 'house.typ'), readFileSync(begun.house, 'utf8'))
    compilers.set(folder, compiler)
  }
  return compiler
}

type Compiled = ReturnType<NodeCompiler['compile']>

function faultsOf(typst: NodeCompiler, error: ReturnType<Compiled['takeDiagnostics']>): string {
  const faults = error ? (typst.fetchDiagnostics(error) as { message: string }[]) : []
  return faults.map(({ message }) => message).join('\n') || 'the document cannot be set'
}
