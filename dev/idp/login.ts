import type { IncomingMessage, ServerResponse } from 'node:http'
import type Provider from 'oidc-provider'
import { z } from 'zod'
import { accountIdOf, resource } from '#dev/idp/create-provider.ts'
import { scopes } from '#dev/idp/scopes.ts'

/** The login page of the local world: whoever sits at this machine says who they are. GET `/interaction/{uid}`. */
export async function showLogin(provider: Provider, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const { params } = await provider.interactionDetails(request, response)
  page(response, 200, String(params.scope ?? ''), '')
}

/** POST of the same page: the person, and the scopes out of those the client asked for. */
export async function takeLogin(provider: Provider, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const { params } = await provider.interactionDetails(request, response)
  const asked = String(params.scope ?? '').split(' ')
  const form = formSchema.safeParse(Object.fromEntries(new URLSearchParams(await readBody(request))))
  if (!form.success) {
    return page(
      response,
      422,
      asked.join(' '),
      form.error.issues.map(issue => `${issue.path.join('.')}: ${issue.message}`).join('; '),
    )
  }
  const { tenant, name, scope } = form.data
  const granted = scope
    .split(/\s+/)
    .filter(word => asked.includes(word) && (scopes as readonly string[]).includes(word))
  const accountId = accountIdOf(tenant, name)
  const grant = new provider.Grant({ accountId, clientId: String(params.client_id) })
  if (asked.includes('openid')) grant.addOIDCScope('openid')
  grant.addResourceScope(resource, granted.join(' '))
  // What was asked for and not granted is refused, or the provider would ask again for ever.
  grant.rejectResourceScope(resource, asked.filter(word => word !== 'openid' && !granted.includes(word)).join(' '))
  const consent = { grantId: await grant.save() }
  await provider.interactionFinished(request, response, { login: { accountId }, consent })
}

const formSchema = z.object({
  tenant: z.uuid(),
  name: z.string().regex(/^[\w.@-]{1,80}$/),
  scope: z.string().max(600).default(''),
})

async function readBody(request: IncomingMessage): Promise<string> {
  let text = ''
  for await (const chunk of request) {
    text += String(chunk)
    if (text.length > 8_192) throw new Error('the login form is too large')
  }
  return text
}

function page(response: ServerResponse, status: number, scope: string, problem: string): void {
  const apiScope = scope
    .split(' ')
    .filter(word => word !== 'openid')
    .join(' ')
  const html = `<!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>Sign in · Mandate (local)</title>
<style>body{font:16px system-ui;max-width:26rem;margin:12vh auto;padding:0 1rem;color:#1b2230;background:#f6f7f9}
form{display:grid;gap:.9rem;background:#fff;border:1px solid #d9dee6;border-radius:10px;padding:1.4rem}
label{display:grid;gap:.3rem;font-size:.9rem}input{font:inherit;padding:.5rem .6rem;border:1px solid #aeb7c4;border-radius:6px}
button{font:inherit;padding:.6rem;border:0;border-radius:6px;background:#2446a8;color:#fff}p{color:#a3231f}</style>
<h1>Sign in</h1>${problem ? `<p role="alert">${escapeHtml(problem)}</p>` : ''}
<form method="post"><label>Tenant (UUID)<input name="tenant" required autofocus></label>
<label>Name<input name="name" required value="operator"></label>
<label>Scopes<input name="scope" value="${escapeHtml(apiScope)}"></label><button>Sign in</button></form></html>`
  response
    .writeHead(status, {
      'content-type': 'text/html; charset=utf-8',
      'cache-control': 'no-store',
      'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'",
    })
    .end(html)
}

function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, sign => `&#${sign.charCodeAt(0)};`)
}
