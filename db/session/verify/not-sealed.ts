// There is nothing to verify: the session is unknown, or not finalized.

export class NotSealed extends Error {
  constructor(detail: string) {
    super(detail)
    this.name = 'NotSealed'
  }
}
