// GET /docs: pages made from the OpenAPI document, all of it served from here.
import { readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import type { Answer } from '../../pipeline/answer.ts'
import { defineRoute } from '../../pipeline/route.ts'

const common = { method: 'get', root: true, tag: 'System' } as const

// Scalar sets styles at run time; scripts come from here alone.
const POLICY =
  "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; font-src 'self' data:; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"

const PAGE = `<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><link rel="icon" href="data:,"><title>Mandate API</title></head>
<body><div id="reference"></div><script src="/docs/scalar.js"></script><script src="/docs/start.js"></script></body>
</html>
`

const START = `Scalar.createApiReference('#reference', {
  url: '/openapi.json', withDefaultFonts: false, telemetry: false, hideClientButton: true, showDeveloperTools: 'never',
  agent: { disabled: true }, mcp: { disabled: true },
})
`

export const docs = defineRoute({
  ...common,
  path: '/docs',
  name: 'docs',
  summary: 'These pages',
  answers: [{ status: 200, description: 'A page', mediaTypes: { 'text/html': 'The page' } }],
  run: () => page('text/html; charset=utf-8', PAGE),
})

export const docsStart = defineRoute({
  ...common,
  path: '/docs/start.js',
  name: 'docsStart',
  summary: 'What starts these pages',
  answers: [{ status: 200, description: 'A script', mediaTypes: { 'text/javascript': 'The script' } }],
  run: () => page('text/javascript; charset=utf-8', START),
})

export const docsScript = defineRoute({
  ...common,
  path: '/docs/scalar.js',
  name: 'docsScript',
  summary: 'What draws these pages',
  answers: [{ status: 200, description: 'A script', mediaTypes: { 'text/javascript': 'The script' } }],
  run: async () => page('text/javascript; charset=utf-8', await readFile(BUNDLE, 'utf8'), 'public, max-age=3600'),
})

const BUNDLE = fileURLToPath(import.meta.resolve('@scalar/api-reference')).replace(
  /\/dist\/.*$/,
  '/dist/browser/standalone.js',
)

function page(type: string, body: string, caching = 'no-cache'): Answer {
  const headers = {
    'content-type': type,
    'cache-control': caching,
    'content-security-policy': POLICY,
    'referrer-policy': 'no-referrer',
  }
  return { status: 200, headers, body }
}
