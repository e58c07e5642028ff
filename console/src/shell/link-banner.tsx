import { Button } from "@amaliyat/ui/controls";
import { draftKeys, useDelayed, useNow } from "@amaliyat/ui/hooks";
import { useFormat, useUiText } from "@amaliyat/ui/i18n";
import WifiOff from "lucide-react/icons/wifi-off";
import type { ReactNode } from "react";
import { useLink } from "../live/index.ts";
import { useText } from "./text.ts";

/** Shown while the link is broken, over the foot of the screen, so that nothing moves: duration, data still safe, retry now. */
export function LinkBanner(): ReactNode {
  const text = useText();
  const ui = useUiText();
  const format = useFormat();
  const { state, retryNow } = useLink();
  const now = useNow();
  const late = useDelayed(state.kind === "lost", 1500);
  if (state.kind !== "lost" || !late) return null;
  const kept = draftKeys().length;
  const left = state.retryAt - now;
  return (
    <div className="shell-lost" role="alert">
      <WifiOff size={20} aria-hidden="true" />
      <span>
        <b>{ui("state.lost_since", { age: format.age(now - state.since) })}.</b> {text("lost.old")}{" "}
        {kept > 0 && text("lost.kept", { count: kept })}
      </span>
      {left > 0 && <span className="am-t2 am-small">{ui("state.retry_in", { time: format.duration(left) })}</span>}
      <Button size="s" onClick={retryNow}>
        {ui("retry")}
      </Button>
    </div>
  );
}
