// Why a picture is not taken: it is the picture's own fault, and trying again changes nothing.
import type { AssetError } from '#domain/session/asset.ts'

export class PictureRefused extends Error {
  readonly code: AssetError['code']

  constructor(code: AssetError['code'], detail: string, options?: ErrorOptions) {
    super(detail, options)
    this.name = 'PictureRefused'
    this.code = code
  }
}
