// What a file does when it is merely imported.
import { type Node, type Source, visit } from './read-sources.ts'

const DECLARING = new Set([
  'ImportDeclaration',
  'ExportAllDeclaration',
  'ExportDefaultDeclaration',
  'ExportNamedDeclaration',
  'FunctionDeclaration',
  'ClassDeclaration',
  'VariableDeclaration',
  'EmptyStatement',
])

/** Calls that reach outside of the process or keep it alive. */
const EFFECTS =
  /^(fetch|spawn|fork|exec\w*|set(Interval|Timeout|Immediate)|createServer|connect|serve|(read|write|append|mkdir|rm|open)\w*Sync|postgres|mkdtemp)$/
const OPENED = /^(Redis|Queue|Worker|Pool|Client)$/

/** @returns one line for each effect, in order; the block of `if (import.meta.main)` is a main's */
export function topLevelEffects({ body }: Source): string[] {
  return body.flatMap(statement => {
    if (isMainBlock(statement) || isTypeCheck(statement)) return []
    if (!DECLARING.has(statement.type) && !statement.type.startsWith('TS')) return [`a top-level ${statement.type}`]
    return effectsOfInitializers(statement)
  })
}

export function isMainBlock(statement: Node): boolean {
  const { type, test } = statement
  return type === 'IfStatement' && test.type === 'MemberExpression' && test.property.name === 'main'
}

/** `true satisfies …`: a question to the compiler. */
function isTypeCheck({ type, expression }: Node): boolean {
  return (
    type === 'ExpressionStatement' &&
    expression.type === 'TSSatisfiesExpression' &&
    expression.expression.type === 'Literal'
  )
}

function effectsOfInitializers(statement: Node): string[] {
  const found: string[] = []
  visit(statement, node => {
    if (/Function|^PropertyDefinition$|^MethodDefinition$/.test(node.type)) return false
    if (node.type === 'AwaitExpression') found.push('a top-level await')
    if (node.type === 'CallExpression' && EFFECTS.test(node.callee.name ?? '')) found.push(`${node.callee.name}()`)
    if (node.type === 'NewExpression' && OPENED.test(node.callee.name ?? '')) found.push(`new ${node.callee.name}`)
    return true
  })
  return found
}
