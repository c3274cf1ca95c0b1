// What a model said to a tool, in the types of the document.

/** Without the `undefined` that a schema allows where something is left out: JSON has none. */
export type Said<T> = T extends readonly unknown[]
  ? T
  : T extends object
    ? { [K in keyof T]: Said<Exclude<T[K], undefined>> }
    : T

/** A tool's schema that asks for anything but what the document takes is no program. */
export const said = <T>(input: T): Said<T> => input as Said<T>
