import type { User } from "@amaliyat/contract/identity";
import { ROOM_MARK } from "@amaliyat/ui/reach";
import { vi } from "vitest";

/** IndexedDB of a phone. Full, it refuses what is put, as browsers do; hanging, it answers nothing. */
export function phoneStore() {
  const values = new Map<string, unknown>();
  const phone = { state: "well" as "well" | "full" | "hangs", values, isOpen: true };
  const answered = <T>(result: T, then: () => unknown = () => undefined) => {
    const request = { result, onsuccess: (): unknown => undefined };
    if (phone.state !== "hangs")
      queueMicrotask(() => {
        request.onsuccess();
        then();
      });
    return request;
  };
  const transaction = () => {
    const made = {
      oncomplete: (): unknown => undefined,
      onabort: (): unknown => undefined,
      objectStore: () => ({
        get: (key: string) => answered(values.get(key)),
        put: (value: unknown, key: string) => {
          if (phone.state === "full") throw new DOMException("full", "QuotaExceededError");
          values.set(key, value);
          return answered(key, () => made.oncomplete());
        },
        delete: (key: string) => {
          values.delete(key);
          return answered(undefined, () => made.oncomplete());
        },
      }),
    };
    return made;
  };
  const waiting: (() => void)[] = [];
  const open = () => {
    if (phone.isOpen) return answered({ transaction });
    const request = { result: { transaction }, onsuccess: (): unknown => undefined };
    waiting.push(() => request.onsuccess());
    return request;
  };
  vi.stubGlobal("indexedDB", { open });
  const openLate = (): void => {
    phone.isOpen = true;
    for (const answer of waiting.splice(0)) answer();
  };
  return Object.assign(phone, { openLate });
}

export const ORDER = {
  assignmentId: "o",
  interventionId: "i",
  state: "assigned",
  toldSeq: 0,
  readSeq: 0,
  attributes: [],
  notes: [],
  place: null,
};
/** The duty of a unit, as the room answers it. */
export const dutyOf = (unit: unknown, ...assignments: readonly unknown[]) => ({ unit, assignments, changesAt: null });

/** A room that answers the duty as it is now, and takes everything else; the paths that it was asked. A portal may answer in its place. */
export function roomOf(
  duty: { readonly now: unknown },
  portal: { answer: (() => Response) | null } = { answer: null },
  session: unknown = {},
) {
  const asked: string[] = [];
  vi.stubGlobal("fetch", (address: string) => {
    const path = address.split("?")[0] ?? "";
    if (portal.answer !== null) return Promise.resolve(portal.answer());
    asked.push(path);
    const [status, body] =
      path === "/api/patrol/duty"
        ? [200, duty.now]
        : path === "/api/bolos/received"
          ? [200, []]
          : path === "/api/session"
            ? [200, session]
            : [200, {}];
    return Promise.resolve(
      new Response(JSON.stringify(body), { status, headers: { "content-type": "application/json", [ROOM_MARK]: "1" } }),
    );
  });
  return asked;
}

export const CREW = { userId: "u", username: "w", name: "و", role: "patrol" } as User;

/** Call for help without a place. */
export const HELP = { kind: "panic", place: null, accuracyM: null, placeAt: null } as const;

/** The parts of a page that the app asks for, and a clock that stands. */
export function stubPage(): void {
  vi.useFakeTimers();
  vi.stubGlobal("addEventListener", () => undefined);
  vi.stubGlobal("document", { addEventListener: () => undefined, hidden: false });
  vi.stubGlobal("location", { hash: "", assign: () => undefined });
}

export function leavePage(): void {
  vi.unstubAllGlobals();
  vi.useRealTimers();
}
