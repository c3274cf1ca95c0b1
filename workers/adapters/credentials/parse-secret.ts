// A secret's text → JSON, without a word of it in any error.
import { JsonObject } from '#contracts/primitives.ts'
import { CredentialsRefused } from '#domain/ports/credential-source.ts'

/** @param where names the place, never the content. @throws CredentialsRefused when it is no JSON object */
export function parseSecret(text: string, where: string): JsonObject {
  const parsed = JsonObject.safeParse(readJson(text))
  // Neither error goes along as a cause: JSON.parse quotes what it stumbled over.
  if (!parsed.success) throw new CredentialsRefused(`what lies in ${where} is not a JSON object`)
  return parsed.data
}

function readJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined // told by the caller, without the text
  }
}
