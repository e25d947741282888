import { globSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import ts from 'typescript'

/** A file of the project: its path from the root, with slashes, and its text. */
export interface Source {
  path: string
  text: string
}

/** A rule about sources. It returns a sentence for each place that breaks it. */
export interface Door {
  name: string
  check: (source: Source) => string[]
}

/** An import of a file. */
export interface Import {
  specifier: string
  /** Only types: nothing is left of it at run time. */
  typeOnly: boolean
  /** Names of the values that are imported; null for everything or the default. */
  names: string[] | null
}

const ROOT = join(import.meta.dirname, '..', '..', '..')

/** The project's files that match the patterns, without packages and what is made at run time. */
export function sources(...patterns: string[]): Source[] {
  const exclude = (path: string) => /(^|\/)(node_modules|storage|public)(\/|$)/.test(path)
  return globSync(patterns, { cwd: ROOT, exclude })
    .sort()
    .map((path) => ({ path, text: readFileSync(join(ROOT, path), 'utf8') }))
}

/** Everything that a file imports or re-exports, also by \`import()\`. */
export function importsOf({ path, text }: Source): Import[] {
  const imports: Import[] = []
  visit(parse(path, text), (node) => {
    const isStatement = ts.isImportDeclaration(node) || ts.isExportDeclaration(node)
    if (isStatement && node.moduleSpecifier && ts.isStringLiteral(node.moduleSpecifier)) {
      const typeOnly = ts.isImportDeclaration(node)
        ? node.importClause?.phaseModifier === ts.SyntaxKind.TypeKeyword
        : node.isTypeOnly
      imports.push({ specifier: node.moduleSpecifier.text, typeOnly, names: namesOf(node) })
    }
    if (ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword) {
      const [specifier] = node.arguments
      if (specifier && ts.isStringLiteralLike(specifier)) {
        imports.push({ specifier: specifier.text, typeOnly: false, names: null })
      }
    }
  })
  return imports
}

function namesOf(node: ts.ImportDeclaration | ts.ExportDeclaration): string[] | null {
  const clause = ts.isImportDeclaration(node) ? node.importClause?.namedBindings : node.exportClause
  const hasDefault = ts.isImportDeclaration(node) && node.importClause?.name !== undefined
  if (!clause || hasDefault || !(ts.isNamedImports(clause) || ts.isNamedExports(clause))) {
    return null
  }
  return clause.elements
    .filter(({ isTypeOnly }) => !isTypeOnly)
    .map(({ propertyName, name }) => (propertyName ?? name).text)
}

/** Every call in a file with the name that is called: \`fetch\`, \`client.query\`. */
export function callsOf({ path, text }: Source): { name: string; call: ts.CallExpression }[] {
  const calls: { name: string; call: ts.CallExpression }[] = []
  visit(parse(path, text), (node) => {
    if (ts.isCallExpression(node)) calls.push({ name: node.expression.getText(), call: node })
  })
  return calls
}

/**
 * The path from the root that an import of the project leads to, without extension; null for a
 * package.
 */
export function targetOf(path: string, specifier: string): string | null {
  if (specifier.startsWith('.')) return withoutExtension(join(dirname(path), specifier))
  if (specifier === '#addon') return 'app/addon'
  return specifier.startsWith('#') ? withoutExtension(specifier.slice(1)) : null
}

function withoutExtension(path: string): string {
  return path.replace(/\.(ts|js|mjs|json)$/, '')
}

function parse(path: string, text: string): ts.SourceFile {
  return ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true)
}

function visit(node: ts.Node, work: (node: ts.Node) => void) {
  work(node)
  node.forEachChild((child) => visit(child, work))
}
