// What an id looks like in an address: nothing else may become a part of a path of the API.

/** A UUID in either case; in routes `/:id{${ID_PATTERN}}`. */
export const ID_PATTERN = '[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}'

const WHOLE = new RegExp(`^${ID_PATTERN}$`)

export const isId = (text: string): boolean => WHOLE.test(text)
