import { WINDOW_ROLES, type WindowRole } from "@amaliyat/domain/workstations";

const lockOf = (role: WindowRole): string => `amaliyat.window.${role}`;
/** A lock that was refused by mistake is asked for again after this, ms. */
const AGAIN_MS = 200;

/** The locks of the browser; null on a page without HTTPS, where a window knows of no other. */
const locks = (): LockManager | null => (navigator as { readonly locks?: LockManager }).locks ?? null;

/**
 * Holds the lock of a role as long as this window lives, and calls `onHeld` once it has it: of two windows of one role the second waits.
 * The browser frees the lock of a window that dies. A lock that Chromium grants while the page opens a window fails («callback is no longer
 * runnable», seen in version 156): it is asked for again.
 */
export function holdRole(role: WindowRole, onHeld: () => void): Disposable {
  const ended = Promise.withResolvers<void>();
  const waiting = new AbortController();
  const { signal } = waiting;
  const ask = (): void => {
    const held = locks()?.request(lockOf(role), { signal }, () => {
      onHeld();
      return ended.promise;
    });
    held?.catch(() => {
      if (!signal.aborted) setTimeout(() => signal.aborted || ask(), AGAIN_MS);
    });
  };
  ask();
  return {
    [Symbol.dispose]() {
      waiting.abort();
      ended.resolve();
    },
  };
}

/** The roles whose windows stand now, in this browser. */
export async function standingRoles(): Promise<ReadonlySet<WindowRole>> {
  const { held = [] } = (await locks()?.query()) ?? {};
  return new Set(WINDOW_ROLES.filter((role) => held.some(({ name }) => name === lockOf(role))));
}
