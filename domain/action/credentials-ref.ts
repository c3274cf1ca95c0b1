// Where the credentials of an account may lie, as a tenant's admin names it: a scheme and a name, never the secret itself.

export type CredentialsRef =
  | { scheme: 'env'; name: string }
  | { scheme: 'file'; path: string }
  | { scheme: 'aws'; secretId: string }

const MAX_LENGTH = 2048

const ENV_NAME = /^[A-Z][A-Z0-9_]*$/
/** Absolute, and nowhere upwards. */
const FILE_PATH = /^(?:\/(?!\.{1,2}(?:\/|$))[^/\p{Cc}]+)+$/u
/** A name or an ARN of AWS Secrets Manager. */
const SECRET_ID = /^[A-Za-z0-9/_+=.@:-]+$/

/** @returns undefined when it is none of `env:NAME`, `file:/…`, `aws:…` */
export function credentialsRef(text: string): CredentialsRef | undefined {
  if (text.length > MAX_LENGTH) return undefined
  const colon = text.indexOf(':')
  const [scheme, name] = [text.slice(0, colon), text.slice(colon + 1)]
  switch (scheme) {
    case 'env':
      return ENV_NAME.test(name) ? { scheme, name } : undefined
    case 'file':
      return FILE_PATH.test(name) ? { scheme, path: name } : undefined
    case 'aws':
      return SECRET_ID.test(name) ? { scheme, secretId: name } : undefined
    default:
      return undefined
  }
}

/** Whether an account may be given it; that something lies there is not asked. */
export function isCredentialsRef(text: string): boolean {
  return credentialsRef(text) !== undefined
}
