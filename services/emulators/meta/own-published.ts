// What the caller published under the id that the call names.
import type { Published } from '../published-log.ts'
import type { GraphCall } from './graph-call.ts'
import { noSuchObject } from './graph-error.ts'

/** @throws GraphError 100/33 */
export function ownPublished({ world, account, node, method }: GraphCall): Published {
  const post = world.log.find(node)
  if (post === undefined || post.account !== account) throw noSuchObject(method, node)
  return post
}
