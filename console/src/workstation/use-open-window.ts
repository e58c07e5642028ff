import type { SideRole } from "@amaliyat/domain/workstations";
import { showToast } from "@amaliyat/ui/feedback";
import { useLanguage } from "@amaliyat/ui/i18n";
import { useQueryClient } from "@tanstack/react-query";
import { sentence } from "../api/index.ts";
import { useText } from "./text.ts";
import { useWorkstation } from "./this-workstation.ts";
import { WINDOW_CHANNEL, type WindowSaid } from "./window-left.ts";
import { openWindow, standing } from "./windows.ts";

/** Opens a window by a press, on the screen of a number or where it lay; one that stands comes to the front. Says what did not work. */
export function useOpenWindow(): (role: SideRole, number: number | null) => void {
  const text = useText();
  const { language } = useLanguage();
  const client = useQueryClient();
  const { workstation } = useWorkstation();
  return (role, number) => {
    if (standing.get().has(role)) {
      const channel = new BroadcastChannel(WINDOW_CHANNEL);
      channel.postMessage({ kind: "front", role } satisfies WindowSaid);
      return channel.close();
    }
    void openWindow(client, role, number, workstation).then((opened) => {
      if (opened === "blocked") showToast({ text: text("blocked") });
      else if (opened !== "kept") showToast({ text: `${text("not_kept")}. ${sentence(opened, language)}` });
    });
  };
}
