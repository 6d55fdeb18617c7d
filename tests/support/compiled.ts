/** Where Node keeps what it has compiled, as part of a program's environment: most of what a short command does is begin. */
export const COMPILED = { NODE_COMPILE_CACHE: new URL('../../.cache/node', import.meta.url).pathname }
