// The place where a product's description gives its short name: what stands on the card and in a call to action.
import { cleanText } from './clean-text.ts'

const LONGEST_NAME = 40

/** The first clause, if it is short enough to be a name; '' if not. */
export function productName(product: string | undefined): string {
  const first =
    cleanText(product ?? '')
      .split(/\s[–—-]\s|[,;:(|\n]|\.(?:\s|$)|\s(?:https?:\/\/)/u)[0]
      ?.trim() ?? ''
  return first.length <= LONGEST_NAME && !/https?:\/\//iu.test(first) ? first : ''
}

/** `Acme Cloud` → `#AcmeCloud`; '' where a name makes no readable hashtag. */
export function productHashtag(name: string): string {
  const words = name.match(/[\p{L}\p{N}]+/gu) ?? []
  const tag = words.map(word => word.replace(/^\p{Ll}/u, letter => letter.toUpperCase())).join('')
  return /^\p{L}/u.test(tag) && words.length <= 3 && tag.length <= 30 ? `#${tag}` : ''
}
