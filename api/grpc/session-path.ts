// Where a session lies in the HTTP API; what is no id leads to none, and to no other route either.

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i

export function sessionPath(sessionId: string, below = ''): string {
  return `/session/${UUID.test(sessionId) ? sessionId : 'none'}${below}`
}
