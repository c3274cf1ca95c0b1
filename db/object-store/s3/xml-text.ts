// The place where one text is read out of the small XML answers of S3.

/** @returns the text of the first such element, unescaped; `undefined` when there is none or it is empty */
export function textIn(xml: string, element: string): string | undefined {
  const raw = new RegExp(`<${element}>([^<]+)</${element}>`).exec(xml)?.[1]
  return raw?.replaceAll(/&(?:#(\d+)|#x([0-9a-f]+)|(\w+));/gi, (whole, decimal, hex, name) => {
    if (name !== undefined) return NAMED[name] ?? whole
    return String.fromCodePoint(decimal === undefined ? Number.parseInt(hex, 16) : Number(decimal))
  })
}

const NAMED: Record<string, string> = { quot: '"', apos: "'", lt: '<', gt: '>', amp: '&' }
