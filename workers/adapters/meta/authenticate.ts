// Whether Meta lets an account in: its own node can be read with its credentials.
import { CredentialsRefused } from '#domain/ports/credential-source.ts'
import { type Graph, GraphRefusal } from './client.ts'
import { Created } from './handle.ts'

/** @throws when Meta did not say */
export async function authenticateMeta(open: () => Promise<Graph>): Promise<boolean> {
  try {
    const graph = await open()
    await graph.get(`/${graph.credentials.node}`, { fields: 'id' }, Created)
    return true
  } catch (error) {
    if (error instanceof CredentialsRefused) return false
    if (error instanceof GraphRefusal && isDenied(error)) return false
    throw error
  }
}

function isDenied({ verdict }: GraphRefusal): boolean {
  if (verdict.kind === 'unauthorized') return true
  return verdict.kind === 'refused' && verdict.error.code === 'PERMISSION_DENIED'
}
