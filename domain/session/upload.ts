// What can be uploaded straight to the object store, because it is too large for a request.

export const UPLOAD_KINDS = ['audio', 'asset'] as const
export type UploadKind = (typeof UPLOAD_KINDS)[number]
