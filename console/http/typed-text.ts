// A field of a form as the text that was typed.

/** @returns a field that was not sent, or is a file, is empty; browsers end lines with CR LF, which nobody typed */
export const typedText = (value: unknown): string => (typeof value === 'string' ? value.replaceAll('\r\n', '\n') : '')
