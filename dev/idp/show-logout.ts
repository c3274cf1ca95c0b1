import type { KoaContextWithOIDC } from 'oidc-provider'

/** The page that asks whoever signs out of the console whether they mean the identity provider, too: nothing of it from elsewhere. */
export function showLogout(ctx: KoaContextWithOIDC, form: string): void {
  ctx.type = 'html'
  ctx.body = `<!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>Sign out · Mandate (local)</title>
<style>body{font:16px system-ui;max-width:26rem;margin:12vh auto;padding:0 1rem;color:#1b2230;background:#f6f7f9}
button{font:inherit;padding:.6rem 1rem;border:0;border-radius:6px;background:#2446a8;color:#fff}</style>
<h1>Sign out here, too?</h1>${form}
<p><button type="submit" form="op.logoutForm" name="logout" value="yes" autofocus>Yes</button>
<button type="submit" form="op.logoutForm">No, stay signed in at the identity provider</button></p></html>`
}
