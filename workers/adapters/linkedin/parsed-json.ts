// An answer's body, which may be anything.

/** @returns undefined when it is no JSON: then whoever answered was not the platform */
export function parsedJson(body: string): unknown {
  try {
    return JSON.parse(body)
  } catch {
    return undefined // what is not JSON is told by its absence
  }
}
