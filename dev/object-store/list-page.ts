// The place of what all lists share: names in byte order, rolled up at a delimiter, in pages.

import { escapeUri } from '@smithy/core/protocols'
import { bytesOf } from './record-rows.ts'
import { S3Error } from './s3-error.ts'

/** Where a page begins: at `key`, inclusive; with `order` behind that entry of the key and not at its first. */
export interface Position {
  key: Uint8Array
  order?: number
}

export interface Listed {
  key: string
}

export interface Entry<T> {
  /** A key, or the common prefix that stands for all keys under it. */
  name: string
  record: T | undefined
}

export interface PageQuery {
  prefix: string
  delimiter: string
  from: Position
  maxKeys: number
}

export interface Page<T> {
  entries: Entry<T>[]
  /** Where the following page begins; `undefined` when there is none. */
  next: Position | undefined
}

/** Reads what a list can show from a position on. */
export interface Source<T extends Listed> {
  scan(from: Position): Iterable<T>
  /** The position right behind an entry. */
  behind(record: T): Position
}

export function readPage<T extends Listed>(source: Source<T>, query: PageQuery): Page<T> {
  const entries: Entry<T>[] = []
  let from: Position | undefined = query.maxKeys === 0 ? undefined : later(query.from, { key: bytesOf(query.prefix) })
  while (from !== undefined) {
    const run = readRun(source, query, from, entries)
    if (run.full) return { entries, next: run.next }
    from = run.next
  }
  return { entries, next: undefined }
}

/** The smallest position behind all of a key; the very first when there is none. */
export const behindKey = (key: string | undefined): Position =>
  key === undefined ? { key: new Uint8Array() } : { key: Buffer.concat([bytesOf(key), Buffer.of(0)]) }

/** UTF-8 has no byte 0xff, so this is behind every key with the prefix and before every other later one. */
export const behindPrefix = (prefix: string): Position => ({ key: Buffer.concat([bytesOf(prefix), Buffer.of(0xff)]) })

/** The common prefix that stands for a key; `undefined` when it stands for itself. */
export function rollUp(key: string, { prefix, delimiter }: Pick<PageQuery, 'prefix' | 'delimiter'>) {
  const end = delimiter === '' ? -1 : key.indexOf(delimiter, prefix.length)
  return end < 0 ? undefined : key.slice(0, end + delimiter.length)
}

/** Behind the key that a page ended with, which may be a common prefix: what that stands for was shown. */
export function behindMarker(marker: string, query: Pick<PageQuery, 'prefix' | 'delimiter'>): Position {
  const isPrefix = marker.startsWith(query.prefix) && rollUp(marker, query) === marker
  return isPrefix ? behindPrefix(marker) : behindKey(marker)
}

/** 1000 at most, and when nothing is asked for. Throws InvalidArgument. */
export function parsePageSize(name: string, text: string | undefined): number {
  if (text === undefined || text === '') return 1000
  if (!/^\d{1,10}$/.test(text))
    throw new S3Error('InvalidArgument', `Provided ${name} not an integer or within integer range`)
  return Math.min(Number(text), 1000)
}

/** How keys are written into the answer. Throws InvalidArgument. */
export function encoderFor(encodingType: string | undefined): (text: string) => string {
  if (encodingType === undefined) return text => text
  if (encodingType !== 'url') throw new S3Error('InvalidArgument', 'Invalid Encoding Method specified in Request')
  return text => escapeUri(text).replaceAll('%2F', '/')
}

/** One scan, up to the first common prefix, behind which the next one begins: nothing under it is read twice. */
function readRun<T extends Listed>(source: Source<T>, query: PageQuery, from: Position, entries: Entry<T>[]) {
  let next = from
  for (const record of source.scan(from)) {
    if (!record.key.startsWith(query.prefix)) break
    if (entries.length === query.maxKeys) return { full: true, next }
    const rolled = rollUp(record.key, query)
    if (rolled !== undefined) {
      entries.push({ name: rolled, record: undefined })
      return { full: false, next: behindPrefix(rolled) }
    }
    entries.push({ name: record.key, record })
    next = source.behind(record)
  }
  return { full: false, next: undefined }
}

const later = (a: Position, b: Position) => (Buffer.compare(a.key, b.key) >= 0 ? a : b)
