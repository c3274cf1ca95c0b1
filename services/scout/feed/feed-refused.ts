// Why a source gave nothing: said in the reply of scout, one line a source.

export type RefusalCode =
  | 'TIMEOUT'
  | 'UNREACHABLE'
  | 'HTTP_STATUS'
  | 'REDIRECT_REFUSED'
  | 'TOO_LARGE'
  | 'HTML_PAGE'
  | 'NOT_A_FEED'
  | 'MALFORMED'
  | 'ENTITIES_DECLARED'
  | 'PARSE_TIMEOUT'
  | 'UNREADABLE_FILE'
  | 'WRONG_SHAPE'
  | 'NO_QUERY'

/** Never carries a credential: the message goes out to clients. */
export class FeedRefused extends Error {
  readonly code: RefusalCode

  constructor(code: RefusalCode, message: string, options?: ErrorOptions) {
    super(message, options)
    this.name = 'FeedRefused'
    this.code = code
  }
}
