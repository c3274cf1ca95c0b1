// How much memory a program may keep for itself: what its Node and its malloc are told. Dockerfile and compose file say the same.

/** What is free is not kept in pieces. @see mallopt(3) */
export const MALLOC = { MALLOC_ARENA_MAX: '2' }

/** @param file of the program, such as `api/main.ts` */
export function nodeFlags(file: string): string[] {
  const [young, old] = [YOUNG_MB[file], OLD_MB[file]]
  return [
    ...(young === undefined ? [] : [`--max-semi-space-size=${young}`]),
    ...(old === undefined ? [] : [`--max-old-space-size=${old}`]),
  ]
}

/**
 * Room for garbage that is young: with too little it is copied before it dies, and what lies in it keeps audio and other memory outside of
 * the heap from being freed. A long session is gone through once, and what came of it must not pile up.
 */
const YOUNG_MB: Record<string, number> = {
  'api/main.ts': 16,
  'workers/main.ts': 8,
  'dev/object-store/main.ts': 32,
  'services/builder/main.ts': 4,
}

/** More than they need. On a large machine Node lets garbage lie until there is gigabytes of it. */
const OLD_MB: Record<string, number> = { 'api/main.ts': 1024, 'workers/main.ts': 512 }
