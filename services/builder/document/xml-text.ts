// Text on its way into XML.

/** Without what XML 1.0 cannot carry at all, not even escaped: control characters, lone surrogates, two non-characters. */
export function writable(text: string): string {
  return (
    text
      .toWellFormed()
      .replaceAll(/\r\n?/g, '\n')
      // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
      .replaceAll(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, '')
  )
}

/** For text and attributes alike. */
export function xmlText(text: string): string {
  return writable(text).replaceAll(/[&<>"']/g, character => `&#${character.charCodeAt(0)};`)
}
