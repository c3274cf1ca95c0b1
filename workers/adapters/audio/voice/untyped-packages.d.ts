// What is used of packages that bring no types.
declare module '@echogarden/fvad-wasm' {
  export interface Fvad {
    /** The module's memory as numbers; replaced when it grows, so it is never kept. */
    HEAP16: Int16Array
    _malloc(bytes: number): number
    _free(pointer: number): void
    _fvad_new(): number
    _fvad_free(detector: number): void
    /** 0, the least strict, to 3; -1 back: no such mode. */
    _fvad_set_mode(detector: number, mode: number): number
    _fvad_set_sample_rate(detector: number, hz: number): number
    /** 1 voice, 0 none, -1 a frame of a wrong length. */
    _fvad_process(detector: number, frame: number, samples: number): number
  }
  export default function load(): Promise<Fvad>
}
