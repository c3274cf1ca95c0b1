// Many rows as one JSON parameter: `json_to_recordset($1::text::json) AS t(step uuid, body text)`. Arrays, one a column, take the
// client a quarter longer to write, and it guesses their types.

/** What Postgres parses itself from text (jsonb, bytea, timestamptz) goes as text and is cast in the statement. */
export type ColumnType = 'uuid' | 'text' | 'int' | 'bool'

export interface RowSet<C extends Record<string, ColumnType>> {
  /** For a FROM clause. */
  from: string
  /** The number that the next parameter may have. */
  next: number
  /** Absent values are NULL. */
  parameters: (rows: readonly { [K in keyof C]: unknown }[]) => string[]
}

/** @param first number of the parameter in the statement */
export function rowSet<const C extends Record<string, ColumnType>>(columns: C, first: number): RowSet<C> {
  const typed = Object.entries(columns).map(([name, type]) => `${name} ${type}`)
  return {
    // As text: the client would encode a JSON parameter once more.
    from: `json_to_recordset($${first}::text::json) AS t(${typed.join(', ')})`,
    next: first + 1,
    parameters: rows => [JSON.stringify(rows)],
  }
}
