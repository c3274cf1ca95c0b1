// A process that decoded a picture died, hung or had no room: once, that may be the machine's fault.
export class PictureProcessFailed extends Error {
  constructor(detail: string, options?: ErrorOptions) {
    super(detail, options)
    this.name = 'PictureProcessFailed'
  }
}
