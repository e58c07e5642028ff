import { followSelection, select, selected, type Selection } from "../selection/index.ts";

/** Word between the windows of one person: something was chosen, or a window that has just opened asks for it. */
type Said = { readonly kind: "chosen"; readonly selection: Selection | null } | { readonly kind: "asks" };

/** Windows of one person say to each other what is selected. Ends with the returned value. */
export function shareSelection(userId: string): Disposable {
  if (typeof BroadcastChannel === "undefined") return { [Symbol.dispose]: () => undefined };
  const channel = new BroadcastChannel(`amaliyat.selection.${userId}`);
  const say = (said: Said): void => channel.postMessage(said);
  let isHearing = false;
  const unfollow = followSelection((selection) => {
    if (!isHearing) say({ kind: "chosen", selection });
  });
  channel.addEventListener("message", ({ data }: MessageEvent<Said>) => {
    if (data.kind === "asks") {
      const selection = selected();
      if (selection !== null) say({ kind: "chosen", selection });
      return;
    }
    isHearing = true;
    select(data.selection);
    isHearing = false;
  });
  say({ kind: "asks" });
  return {
    [Symbol.dispose]() {
      unfollow();
      channel.close();
    },
  };
}
