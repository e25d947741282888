import type { DomainNode } from './node.ts'

/** The tree in Odoo's prefix notation again; parsing it gives the same tree. */
export function toNotation(node: DomainNode): unknown[] {
  if (node.kind === 'always') return []
  return node.kind === 'and' ? node.children.flatMap(operand) : operand(node)
}

function operand(node: DomainNode): unknown[] {
  switch (node.kind) {
    case 'always':
      return [[1, '=', 1]]
    case 'never':
      return [[0, '=', 1]]
    case 'and':
    case 'or': {
      const connective = node.kind === 'and' ? '&' : '|'
      const connectives = Array.from({ length: node.children.length - 1 }, () => connective)
      return [...connectives, ...node.children.flatMap(operand)]
    }
    case 'not':
      return ['!', ...operand(node.child)]
    case 'term':
      return [[node.path.join('.'), node.operator, node.value]]
    case 'any':
      return [[node.path.join('.'), 'any', toNotation(node.child)]]
    case 'notAny':
      return [[node.path.join('.'), 'not any', toNotation(node.child)]]
  }
}
