// The page on which a person decides.
import type { Action } from '@mandate/sdk'

export function page({ payload, platform, account, digest = '', status, preflight }: Action): string {
  const findings = preflight.map(({ message }) => `<li>${escaped(message)}</li>`).join('')
  const form = `<form method="post"><input type="hidden" name="digest" value="${escaped(digest)}">
    <button name="decision" value="approve">Approve</button>
    <input name="reason" placeholder="Why not"><button name="decision" value="reject">Reject</button></form>`
  return `<!doctype html><meta charset="utf-8"><title>Approve?</title>
    <h1>${escaped(platform)}: ${escaped(account)}</h1><blockquote>${escaped(payload.content_text)}</blockquote>
    <ul>${findings}</ul><p>${status}</p>${status === 'PENDING_APPROVAL' ? form : ''}`
}

/** The text of a post is whatever somebody proposed. */
function escaped(text: string): string {
  return text.replace(/[&<>"']/g, character => `&#${character.charCodeAt(0)};`)
}
