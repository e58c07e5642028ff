/**
 * localStorage that never throws: a browser may forbid it or be full, and neither may stop the room.
 * `read` gives null and `write` gives false in that case.
 */
export const localStore = {
  read(key: string): string | null {
    try {
      return globalThis.localStorage?.getItem(key) ?? null;
    } catch {
      return null;
    }
  },
  write(key: string, value: string): boolean {
    try {
      if (!globalThis.localStorage) return false;
      globalThis.localStorage.setItem(key, value);
      return true;
    } catch {
      return false;
    }
  },
  remove(key: string): void {
    try {
      globalThis.localStorage?.removeItem(key);
    } catch {
      // Nothing was kept, so there is nothing to remove.
    }
  },
  keys(prefix: string): readonly string[] {
    try {
      return Object.keys(globalThis.localStorage ?? {}).filter((key) => key.startsWith(prefix));
    } catch {
      return [];
    }
  },
};
