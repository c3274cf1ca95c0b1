// A page of a list, as every list of the API answers.
export interface PageOf<T> {
  data: T[]
  next_cursor: string | null
}
