// A CSV file (RFC 4180) of campaigns, as spreadsheets write them: one header row, then a campaign a row.
import { CsvError, parse } from 'csv-parse/sync'
import { MandateError } from '#domain/errors.ts'
import { invalid } from '../body/input-errors.ts'
import { CsvRow } from './csv-row.ts'
import { readCells } from './read-cells.ts'

export const CSV_COLUMNS = [
  ...(['objective', 'audience', 'product', 'budget_amount', 'currency', 'channels', 'locale'] as const),
  ...(['constraints', 'guardrails', 'max_retries'] as const),
] as const

export const CSV_DESCRIPTION =
  'A header row, then a campaign a row, at most 1000; UTF-8, with a byte order mark or without; comma, semicolon or tab, as the header row has it; quoted cells may hold line breaks. Columns, each optional, in any order: `objective`, `audience`, `product`, `budget_amount` (decimal with a point, such as 1250.50), `currency`, `channels` (`TWITTER:acme MOCK:demo`), `locale`, `constraints` and `guardrails` (separated by `|`), `max_retries`, and `metadata.NAME`. An empty cell is as if it were not there.'

export const CSV_EXAMPLE = [
  'objective,budget_amount,currency,channels,guardrails,metadata.order',
  '"Win early adopters, quickly",500.00,EUR,MOCK:demo,no prices|no jargon,A-17',
  '',
].join('\r\n')

const METADATA = /^metadata\.(?!__proto__$)[A-Za-z0-9_.-]{1,100}$/
/** One more than a batch takes, so that too many are noticed. */
const MOST_ROWS = 1001
const MOST_COLUMNS = 200

/** @throws MandateError MALFORMED_REQUEST for what is no CSV, VALIDATION_FAILED for columns that are none of ours */
export function parseCampaignCsv(bytes: Uint8Array): { campaigns: CsvRow[] } {
  const text = decode(bytes)
  const [header, ...rows] = records(text)
  if (header === undefined) throw new MandateError('MALFORMED_REQUEST', 'the CSV has no header row')
  const columns = header.record.map(name => name.trim())
  demandColumns(columns)
  return {
    campaigns: rows.map(({ record, line }) => {
      const { item, errors } = readCells(columns, record)
      return new CsvRow(line, item, errors)
    }),
  }
}

function decode(bytes: Uint8Array): string {
  try {
    // One kind of line break, in cells as well: the parser counts the other one twice.
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes).replace(/\r\n?/g, '\n')
  } catch (cause) {
    throw new MandateError('MALFORMED_REQUEST', 'the CSV is not in UTF-8', { cause })
  }
}

function records(text: string): { record: string[]; line: number }[] {
  try {
    const parsed = parse(text, {
      ...{ delimiter: delimiterOf(text), info: true, relax_column_count: true, to: MOST_ROWS + 1 },
      ...{ skip_empty_lines: true, skip_records_with_empty_values: true },
    }) as unknown as { record: string[]; info: { lines: number } }[] // what `info` makes of the result
    return parsed.map(({ record, info }) => ({ record, line: info.lines - breaksWithin(record) }))
  } catch (error) {
    if (!(error instanceof CsvError)) throw error
    const line = typeof error.lines === 'number' ? ` at line ${error.lines}` : ''
    throw new MandateError('MALFORMED_REQUEST', `the body is not CSV${line}: ${error.code}`, { cause: error })
  }
}

/** A record ends where its last line does. */
function breaksWithin(record: readonly string[]): number {
  return record.reduce((sum, cell) => sum + (cell.match(/\n/g)?.length ?? 0), 0)
}

/** The names of our columns hold none of them. */
function delimiterOf(text: string): string {
  return /[,;\t]/.exec(text.split('\n', 1)[0] ?? '')?.[0] ?? ','
}

function demandColumns(columns: readonly string[]): void {
  const known: readonly string[] = CSV_COLUMNS
  const errors = columns.slice(0, MOST_COLUMNS).flatMap((name, index) => {
    const pointer = `/${name.slice(0, 120)}`
    if (!known.includes(name) && !METADATA.test(name))
      return [{ pointer, detail: `is no column: known are ${known.join(', ')} and metadata.NAME` }]
    return columns.indexOf(name) < index ? [{ pointer, detail: 'is there twice' }] : []
  })
  if (columns.length > MOST_COLUMNS) errors.push({ pointer: '', detail: `has more than ${MOST_COLUMNS} columns` })
  if (errors.length > 0) throw invalid(errors.slice(0, 50))
}
