// Takes what looks like a credential out of a text: messages of drivers quote addresses, and addresses carry passwords and signatures.
const MASK = '[masked]'

const RULES: [RegExp, string][] = [
  // scheme://user:password@host, up to the last @ before the path: passwords may hold one.
  [/\b([a-z][a-z0-9+.-]*:\/\/)[^\s/?#'"]*@/gi, `$1${MASK}@`],
  // Presigned addresses, and whatever else goes by these names in a query or a form.
  [
    /([?&;\s"']|^)((?:x-(?:amz|goog)-(?:signature|credential|security-token)|signature|sig|appsecret_proof|[a-z_]*token|[a-z_]*secret|[a-z_]*api_?key|password|passwd|pwd|code|assertion)["']?\s*[=:]\s*["']?)[^&\s"',;}]+/gi,
    `$1$2${MASK}`,
  ],
  [/\b(bearer|basic|oauth)\s+[a-z0-9._~+/=-]{6,}/gi, `$1 ${MASK}`],
  [/\beyJ[\w-]{5,}\.[\w-]+\.[\w-]*/g, MASK],
  [/-----BEGIN [A-Z ]*PRIVATE KEY-----[\s\S]*?(?:-----END [A-Z ]*PRIVATE KEY-----|$)/g, MASK],
]

export function maskSecrets(text: string): string {
  let masked = text
  for (const [pattern, by] of RULES) masked = masked.replace(pattern, by)
  return masked
}
