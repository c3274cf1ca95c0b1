// What Node compiled of a program, kept for its next start: half of what starting one costs. @see https://nodejs.org/api/module.html#module-compile-cache
import { resolve } from 'node:path'

/** A setting for each program that is started here; what is kept there is told apart by its source and by Node's version. */
export const COMPILED = { NODE_COMPILE_CACHE: resolve(import.meta.dirname, '../../node_modules/.cache/compiled') }
