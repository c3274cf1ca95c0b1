// What API and workers must agree on about webhooks: where one may lead, and what seals its secret.
import { z } from 'zod'
import { Flag } from '../parse-settings.ts'

/** 32 bytes in base64. */
const SealingKey = z
  .string()
  .transform(text => Buffer.from(text, 'base64'))
  .refine(bytes => bytes.byteLength === 32, 'must be 32 bytes in base64')

/** `host` or `host:port`, comma or space separated. */
const HostList = z.string().transform((list, context) =>
  list
    .split(/[\s,]+/)
    .filter(word => word !== '')
    .map(word => {
      if (!URL.canParse(`http://${word}/`) || new URL(`http://${word}/`).pathname !== '/' || word.includes('*'))
        context.addIssue({ code: 'custom', message: `${word} is not a host such as hooks.internal or 127.0.0.1:8080` })
      return word.toLowerCase()
    }),
)

export const WEBHOOK_SETTINGS = {
  /** Seals the tokens that platforms renew, and the secrets of webhooks. */
  TOKEN_SEALING_KEY: SealingKey.optional(),
  /** What goes out unencrypted can be read and changed on its way. */
  WEBHOOK_ALLOW_HTTP: Flag.default(false),
  /** May be called although their address is an inner one, and over http. */
  WEBHOOK_ALLOWED_HOSTS: HostList.default([]),
}
