// Where an upload lies once its bytes are known to be those that were announced, on their way to where they stay.
export const checkedKey = (uploadKey: string) => `${uploadKey}-checked`
