// What a reader of the API's document should know before the routes.

export const PREAMBLE = `Campaigns run from a brief to what was published and learned; actions are proposed, approved by people, and executed at most once. Sessions take the audio of a meeting piece by piece and end in sealed minutes.

**Accepted work** answers 202 with \`Location\` and the resource. \`Prefer: wait=N\` (at most 60) holds the answer until it is settled; \`GET …?wait=N\` with \`If-None-Match\` waits for the next change; \`/events\` streams it.

**Idempotency-Key** on any POST: the same key and body replay the first answer with \`Idempotent-Replayed: true\`; another body is refused with 422. 2xx and 4xx answers are kept for at least a day, per tenant and route (method and path); 5xx never.

**Sessions over gRPC**: \`mandate.session.v1.SessionService\` on \`GRPC_PORT\` (50051), with server reflection; the same calls in gRPC-Web and Connect JSON. Each is the request that it is here, with the same token, scope, limits and refusals: the problem's \`code\` is the \`reason\` of the error's google.rpc.ErrorInfo, such as TENANT_MISMATCH (PERMISSION_DENIED).

**Errors** are \`application/problem+json\` (RFC 9457) with a stable \`code\`; \`errors\` points at what is wrong: an RFC 6901 pointer into the body, or \`?name\` of a query parameter. They are refused in this order: 401, 403 scope, 404 or 403 subject, 415, 413, 400 syntax, 422 schema, 409 state.

**JSON** is I-JSON (RFC 7493): a key that occurs twice, \`__proto__\`, half a surrogate pair, U+0000 and nesting over 32 levels are refused.

**Lists** take \`limit\` (1 to 200) and \`cursor\`, newest first; \`Accept: text/csv\` gives rows.

**Tenants** see their own alone: another's campaign or action is 404, another's session 403 TENANT_MISMATCH. A token with scope \`ops\` reads all. Times are RFC 3339 UTC, money is in minor units.

\`traceparent\` and \`X-Request-Id\` are echoed when well-formed and made otherwise. \`RateLimit\` and \`RateLimit-Policy\` tell what is left of the tenant's budget.`
