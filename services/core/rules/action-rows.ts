// "write the minutes for anna, due friday" as a row; several are set apart by semicolons.
import { anyOf } from './any-of.ts'
import type { TriggerWords } from './trigger-words.ts'

const MAX_OWNER_WORDS = 3

/** `[task, owner, due]` each; what was not said is empty. */
export function actionRows(text: string, words: TriggerWords): [string, string, string][] {
  return text
    .split(';')
    .map(task => task.trim().replace(/[\s.]+$/, ''))
    .filter(task => task !== '')
    .map(task => rowOf(task, words))
}

function rowOf(text: string, words: TriggerWords): [string, string, string] {
  const [rest, due] = splitAtLast(text, `(?:\\s*,\\s*|\\s+)${anyOf(words.due)}\\s+`)
  const [task, owner] = splitAtLast(rest, `(?:\\s*,\\s*|\\s+)${anyOf(words.owner)}\\s+`)
  return isOwner(owner, words) ? [task, owner, due] : [rest, '', due]
}

/** What stands before the last occurrence and behind it; all of it and nothing when there is none. */
function splitAtLast(text: string, pattern: string): [string, string] {
  const last = [...text.matchAll(new RegExp(pattern, 'giu'))].at(-1)
  if (last === undefined) return [text, '']
  return [text.slice(0, last.index), text.slice(last.index + last[0].length)]
}

function isOwner(words: string, { articles }: TriggerWords): boolean {
  const [first = '', ...others] = words.split(/\s+/)
  return first !== '' && others.length < MAX_OWNER_WORDS && !articles.includes(first.toLowerCase())
}
