// What a page of the console may load and who may frame it: itself, and nobody; sound and pictures from the object store as well.
import type { MiddlewareHandler } from 'hono'
import { secureHeaders } from 'hono/secure-headers'

export interface SecurityHeaderSettings {
  https: boolean
  /** Where recordings and previews lie. */
  mediaOrigins: readonly string[]
  /** Of the identity provider: a form that signs out ends there. */
  issuerOrigin: string
}

export function securityHeaders({ https, mediaOrigins, issuerOrigin }: SecurityHeaderSettings): MiddlewareHandler {
  return secureHeaders({
    contentSecurityPolicy: {
      defaultSrc: ["'none'"],
      scriptSrc: ["'self'"],
      styleSrc: ["'self'"],
      imgSrc: ["'self'", 'data:', ...mediaOrigins],
      mediaSrc: ["'self'", ...mediaOrigins],
      fontSrc: ["'self'"],
      connectSrc: ["'self'"],
      baseUri: ["'none'"],
      formAction: ["'self'", issuerOrigin],
      frameAncestors: ["'none'"],
    },
    referrerPolicy: 'same-origin',
    strictTransportSecurity: https,
    xFrameOptions: 'DENY',
  })
}
