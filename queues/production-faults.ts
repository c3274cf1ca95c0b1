// What settings must not be where it counts: in production. The defaults of a local world are known to everybody.

/** Production unless said otherwise where NODE_ENV says so, as the image does: `MANDATE_MODE=production` or `MANDATE_MODE=local`. */
export function isProduction(env: NodeJS.ProcessEnv): boolean {
  const mode = env.MANDATE_MODE === undefined || env.MANDATE_MODE === '' ? env.NODE_ENV : env.MANDATE_MODE
  return mode === 'production'
}

/** Part of every secret that the compose file and the local world make up. */
const MADE_UP = ['local-only', Buffer.from('mandate-local-only').toString('base64').slice(0, 16)]
const KEY = /_KEY$|_KEY_(?!ID$)/
const SECRET = new RegExp(`SECRET|PASSWORD|DATABASE_(?:READ_|DIRECT_)?URL|REDIS_URL|${KEY.source}`)
const IDENTIFIES = /ISSUER|JWKS_URL/
/** Shannon's bits of a text, all in all: 16 different random letters have 64. */
const ENOUGH_BITS = 60

/**
 * @param values as given, by setting name
 * @returns a line a fault, without the values of secrets
 */
export function productionFaults(values: Readonly<Record<string, string>>): string[] {
  return Object.entries(values).flatMap(([name, value]) => {
    if (SECRET.test(name) && MADE_UP.some(part => value.includes(part)))
      return [
        `${name}: is the one of the local world, which everybody knows; give one of your own, such as \`openssl rand -hex 32\``,
      ]
    if (KEY.test(name) && bitsOf(value) < ENOUGH_BITS)
      return [`${name}: is too easy to guess; give a random one, such as \`openssl rand -hex 32\``]
    if (IDENTIFIES.test(name) && /^http:/.test(value))
      return [
        `${name}: must begin with https, or anybody on the way can make tokens; MANDATE_MODE=local is for trying out`,
      ]
    if (name === 'PLATFORMS_EMULATED' && /^(1|true|yes|on)$/i.test(value))
      return [`${name}: sends with the emulators' credentials; set it to 0`]
    if (name === 'ACCOUNTS_ON_FIRST_USE' && /^(1|true|yes|on)$/i.test(value))
      return [`${name}: gives an account to whoever names it first; set it to 0`]
    return []
  })
}

function bitsOf(text: string): number {
  const counts = new Map<string, number>()
  for (const letter of text) counts.set(letter, (counts.get(letter) ?? 0) + 1)
  let bits = 0
  for (const count of counts.values()) bits -= count * Math.log2(count / text.length)
  return bits
}
