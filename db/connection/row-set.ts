// Many rows as one parameter a column: `unnest($1::uuid[], $2::text[]) AS t(step, body)`.

/** What Postgres parses itself from text (jsonb, bytea, timestamptz) goes as text and is cast in the statement. */
export type ColumnType = 'uuid' | 'text' | 'int' | 'bool'

export interface RowSet<C extends Record<string, ColumnType>> {
  /** For a FROM clause. */
  from: string
  /** The number that the next parameter may have. */
  next: number
  /** One array a column, in the order of the columns. */
  parameters: (rows: readonly { [K in keyof C]: unknown }[]) => unknown[][]
}

/** @param first number of the first parameter in the statement */
export function rowSet<const C extends Record<string, ColumnType>>(columns: C, first: number): RowSet<C> {
  const names = Object.keys(columns)
  const arrays = names.map((name, index) => `$${first + index}::${columns[name]}[]`)
  return {
    from: `unnest(${arrays.join(', ')}) AS t(${names.join(', ')})`,
    next: first + names.length,
    parameters: rows => names.map(name => rows.map(row => row[name] ?? null)),
  }
}
