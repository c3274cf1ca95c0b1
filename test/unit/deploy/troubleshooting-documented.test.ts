// Every word that an answer or a state may say has its row in deploy/troubleshooting.md, and no row tells of another.
import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { problemStatus, wireCode } from '#api/problem/problem-status.ts'
import { ACTION_STATUSES } from '#domain/action/action-status.ts'
import { FAILURE_REASONS } from '#domain/campaign/campaign-state.ts'
import { ERROR_CODES } from '#domain/errors.ts'
import { ASSET_ERROR_CODES } from '#domain/session/asset.ts'
import { PENDING_REASONS } from '#domain/session/block.ts'
import { SESSION_FAILURE_REASONS } from '#domain/session/session.ts'
import { SESSION_STATUSES } from '#domain/session/session-status.ts'
import { SETUP_ERROR_CODES } from '#domain/setup/setup.ts'
import { WHY_REASONS } from '#domain/why/why.ts'

/** The tables, each by chapter and by the title of its first column; a row's first cell may name several words. */
const tables = readFileSync('deploy/troubleshooting.md', 'utf8')
  .split(/^## /m)
  .flatMap(chapter => [...chapter.matchAll(/(?:^\|.*\n)+/gm)].map(([table]) => ({ chapter, table })))
  .map(({ chapter, table }) => {
    const [head = [], , ...rows] = table
      .trim()
      .split('\n')
      .map(line => line.split('|').map(cell => cell.trim()))
    return { name: `${chapter.split('\n')[0]}: ${head[1]}`, rows: rows.map(row => row.slice(1)) }
  })

const wordsOf = (cell = '') => [...cell.matchAll(/`([A-Z_]+)`/g)].map(([, word = '']) => word)
const rowsOf = (name: RegExp) => tables.filter(table => name.test(table.name)).flatMap(({ rows }) => rows)

it.each([
  [/^Error codes .*: code$/, [...new Set(ERROR_CODES.map(wireCode))]],
  [/^Why .*: reason$/, WHY_REASONS],
  [/^Campaigns.*: reason$/, FAILURE_REASONS],
  [/^Actions: status$/, ACTION_STATUSES],
  [/^Sessions: status$/, SESSION_STATUSES],
  [/^Sessions: `failure/, SESSION_FAILURE_REASONS],
  [/^Sessions: reason of/, PENDING_REASONS],
  [/^Sessions: code of/, [...new Set([...SETUP_ERROR_CODES, ...ASSET_ERROR_CODES])]],
] as const)('the table %s has a row for each of its words, and for no other', (name, words) => {
  const found = rowsOf(name).flatMap(([cell]) => wordsOf(cell))
  expect(found.sort()).toEqual([...words].sort())
})

it('the status of an error code is the one that the API answers with', () => {
  const statuses = new Map<string, number[]>()
  for (const code of ERROR_CODES) {
    const word = wireCode(code)
    statuses.set(word, [...(statuses.get(word) ?? []), problemStatus(code)])
  }
  for (const [cell, status] of rowsOf(/^Error codes/))
    expect(status, cell).toBe(statuses.get(wordsOf(cell)[0] ?? '')?.join(', '))
})
