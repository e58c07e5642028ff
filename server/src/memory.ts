/**
 * How glibc keeps memory, for the environment of the server: it can be said only before a process begins, and a service unit says the same.
 * Threads of the server write files and sockets all the time; with an arena for each of them, what is freed in pieces is not given back: with
 * 8 cameras and 20 consoles, after a full collection, 263 MB at four minutes and 278 at fourteen; with two arenas 197 at four and 190 at nine.
 */
const MEMORY: Readonly<Record<string, string>> = { MALLOC_ARENA_MAX: "2" };

/** What is added to the environment in which the server is started; what a person has set stays. */
export const memorySettings = (environment: Readonly<Record<string, string | undefined>>): Record<string, string> =>
  Object.fromEntries(Object.entries(MEMORY).filter(([name]) => environment[name] === undefined));
