// The names of things at LinkedIn.

const POST_URN = /^urn:li:(?:share|ugcPost):\d+$/
const DUPLICATE_OF = /\burn:li:(?:share|ugcPost):\d+\b/

/** Whether it names a post; a person, an activity or an image is none. */
export function isPostUrn(text: string): boolean {
  return POST_URN.test(text)
}

/** The first post that a message names; a person's URN in its place proves nothing. */
export function postUrnIn(message: string): string | undefined {
  return DUPLICATE_OF.exec(message)?.[0]
}

export function permalinkOf(urn: string): string {
  return `https://www.linkedin.com/feed/update/${urn}`
}
