// A ref of an object that belongs to the tenant that asks: its key names it, as every key of the product does.
import { Code } from '@connectrpc/connect'
import { rpcProblem } from '#services/kernel/rpc-problem.ts'

export interface OwnRef {
  bucket: string
  key: string
  versionId?: string
}

/** `s3://BUCKET/KEY?versionId=…`; INVALID_ARGUMENT for anything else, PERMISSION_DENIED when no folder of the key is the tenant. */
export function demandOwnRef(ref: string, tenantId: string): OwnRef {
  const [, bucket, key, versionId] =
    /^s3:\/\/([a-z0-9.-]{3,63})\/([^?]+)(?:\?versionId=((?:[^&%]|%[2-7][0-9A-Fa-f])+))?$/.exec(ref) ?? []
  if (bucket === undefined || key === undefined) {
    const detail = 'must be s3://BUCKET/KEY, with ?versionId=… for a certain version'
    throw rpcProblem(Code.InvalidArgument, 'VALIDATION_FAILED', `ref ${detail}`, [{ pointer: '/ref', detail }])
  }
  if (!key.toLowerCase().split('/').slice(0, -1).includes(tenantId))
    throw rpcProblem(Code.PermissionDenied, 'TENANT_MISMATCH', 'the object is not the tenant’s')
  return { bucket, key, ...(versionId === undefined ? {} : { versionId: decodeURIComponent(versionId) }) }
}
