import { expect, it } from 'vitest'
import type { Post } from '#domain/ports/platform.ts'
import { matchPost } from '#workers/adapters/meta/match-post.ts'

const SINCE = '2026-03-01T10:00:00Z'
const post = (text: string): Post => ({
  actionId: 'a',
  account: { tenantId: 't', account: 'demo', kind: 'page' },
  text,
  media: [],
})
const clues = (known: string[] = []) => ({ known: new Set(known), handles: {}, echoes: [], sinceMs: Date.parse(SINCE) })
const listed = (id: string, text: string, time = '2026-03-01T10:00:05+0000') => ({ id, text, time })

it.each([
  ['as it was sent', 'Hello', 'Hello'],
  ['without the blanks around it', '  Hello\n', 'Hello'],
  ['with composed letters', 'Gru\u0308ße', 'Grüße'],
  ['with other ends of lines, without blanks before them', 'one  \r\ntwo', 'one\ntwo'],
])('a post is found by its text, %s', (_, sent, shown) => {
  expect(matchPost([listed('1', shown)], post(sent), clues())?.id).toBe('1')
})

it.each([
  ['of another text', listed('1', 'Hello!')],
  ['of the same letters in another case', listed('1', 'hello')],
  ['of another indentation', listed('1', 'Hel lo')],
  ['of before the attempt, beyond the slack of clocks', listed('1', 'Hello', '2026-03-01T09:58:59+0000')],
  ['of an unreadable time', listed('1', 'Hello', 'yesterday')],
  ['known as another action’s', listed('other', 'Hello')],
])('a post is not ours when it is %s', (_, candidate) => {
  expect(matchPost([candidate], post('Hello'), clues(['other']))).toBeUndefined()
})

it('clocks may differ by a minute, in any zone', () => {
  expect(matchPost([listed('1', 'Hello', '2026-03-01T10:59:01+0100')], post('Hello'), clues())?.id).toBe('1')
})

it('of several the oldest is taken, however they are listed', () => {
  const later = listed('2', 'Hello', '2026-03-01T10:00:09+0000')
  const list = [later, listed('1', 'Hello'), listed('3', 'Hello', '2026-03-01T10:00:07+0000')]
  expect(matchPost(list, post('Hello'), clues())?.id).toBe('1')
  expect(matchPost(list, post('Hello'), clues(['1']))?.id).toBe('3')
})
