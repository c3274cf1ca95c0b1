// Wire ↔ domain for LinkedIn's posts. Pure.
import type { Post, SendResult } from '#domain/ports/platform.ts'
import type { Answer } from '../http/connect-once.ts'
import { linkedinError } from './errors.ts'
import { escapeLittleText } from './little-text.ts'
import { parsedJson } from './parsed-json.ts'
import { throttledUntilMs } from './throttled-until.ts'
import { isPostUrn, permalinkOf } from './urn.ts'

/**
 * The approved text and media and nothing else.
 * @param author its URN
 * @param images the URNs of the uploaded media, in order
 */
export function toLinkedinPost(post: Post, author: string, images: readonly string[]): string {
  const media = images.map((id, index) => {
    const altText = post.media[index]?.alt
    return { id, ...(altText === undefined ? {} : { altText }) }
  })
  const [only] = media
  return JSON.stringify({
    author,
    commentary: escapeLittleText(post.text),
    visibility: 'PUBLIC',
    distribution: { feedDistribution: 'MAIN_FEED', targetEntities: [], thirdPartyDistributionChannels: [] },
    ...(only === undefined
      ? {}
      : { content: media.length === 1 ? { media: only } : { multiImage: { images: media } } }),
    lifecycleState: 'PUBLISHED',
    isReshareDisabledByAuthor: false,
  })
}

/**
 * What an answer to a create proves. Only a 201 that names the post is success, only LinkedIn's own 4xx is a refusal.
 * @param now milliseconds since 1970
 */
export function fromLinkedinAnswer({ status: httpStatus, headers, body }: Answer, now: number): SendResult {
  if (httpStatus === 201) {
    // The body is empty; the name of what was made stands in a header alone.
    const id = headers['x-restli-id']
    if (typeof id === 'string' && isPostUrn(id))
      return { kind: 'accepted', platformRefId: id, permalink: permalinkOf(id), httpStatus }
    return { kind: 'unknown', detail: 'a 201 that names no post', httpStatus }
  }
  const said = linkedinError(httpStatus, parsedJson(body))
  switch (said.kind) {
    case 'throttled':
      return { kind: 'rate_limited', untilMs: throttledUntilMs(headers['retry-after'], said.daily, now), httpStatus }
    case 'unauthorized':
      return { kind: 'unauthorized', detail: said.detail, httpStatus }
    case 'refused':
      return { kind: 'refused', error: said.error, httpStatus }
    case 'duplicate':
      return {
        kind: 'unknown',
        detail: said.detail,
        httpStatus,
        ...(said.echo === undefined ? {} : { echo: said.echo }),
      }
    case 'unclear':
      return { kind: 'unknown', detail: said.detail, httpStatus }
    default:
      return said satisfies never
  }
}
