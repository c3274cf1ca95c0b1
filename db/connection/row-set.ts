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
  const isBool = (name: string) => columns[name] === 'bool'
  const arrays = names.map((name, index) => `$${first + index}::${isBool(name) ? 'text' : columns[name]}[]`)
  const rows = `unnest(${arrays.join(', ')}) AS t(${names.join(', ')})`
  const typed = names.map(name => (isBool(name) ? `${name}::boolean` : name)).join(', ')
  return {
    from: names.some(isBool) ? `(SELECT ${typed} FROM ${rows}) AS t` : rows,
    next: first + names.length,
    // The client takes the type of the first element for that of the array, and an array of booleans for one boolean.
    parameters: given => names.map(name => given.map(row => (isBool(name) ? String(row[name]) : (row[name] ?? null)))),
  }
}
