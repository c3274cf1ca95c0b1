// What an uploaded picture is called: only ever shown, never a path.

const MAX_LENGTH = 200

/** @returns undefined: nothing of the name is left */
export function fileName(given: string): string | undefined {
  const last = given.split(/[/\\]/).at(-1) ?? ''
  // Controls, and what turns the direction of the text around so that an extension seems to be another one.
  const shown = last
    .toWellFormed()
    .replaceAll(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, '')
    .trim()
  const name = [...shown].slice(0, MAX_LENGTH).join('')
  return name === '' || /^\.+$/.test(name) ? undefined : name
}
