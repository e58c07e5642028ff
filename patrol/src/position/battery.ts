/** The part of the Battery Status API that is used; TypeScript does not know it, since not every browser has it. */
type Manager = EventTarget & { readonly level: number; readonly charging: boolean };

/** Below this share a battery is spared, unless it is being charged. */
const LOW = 0.2;

export type Battery = Disposable & { readonly isLow: () => boolean };

/** Follows the phone's battery; where the phone does not tell, it is never low. */
export function watchBattery(): Battery {
  let manager: Manager | null = null;
  let over = false;
  const ask: unknown = Reflect.get(navigator, "getBattery");
  if (typeof ask === "function")
    void (ask.call(navigator) as Promise<Manager>).then(
      (known) => {
        if (!over) manager = known;
      },
      () => undefined,
    );
  return {
    isLow: () => manager !== null && !manager.charging && manager.level < LOW,
    [Symbol.dispose]() {
      over = true;
      manager = null;
    },
  };
}
