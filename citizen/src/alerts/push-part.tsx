import type { VNode } from "preact";
import { Icon } from "../icons/icon.tsx";
import { useOnline } from "../screens/use-citizen.ts";
import { label, t } from "../text/text.ts";
import type { Known } from "./use-alerts.ts";
import { usePush, type PushFault, type PushState } from "./use-push.ts";

const wordsOf = (fault: PushFault): string => (fault.kind === "said" ? label(fault.text) : t(`alerts.push.not.${fault.kind}`));

/** Says why notices cannot be switched on: the room, the link, the browser or its owner. Null if they can. */
function lackOf(state: PushState, { inForce, isLost }: Known, isOnline: boolean) {
  if (state === "not_supported" || state === "denied") return state;
  if (state !== "off") return null;
  if (!isOnline || isLost) return "offline";
  return inForce !== null && inForce.pushKey === null ? "not_offered" : null;
}

/** Being told of alerts while the app is closed: what that is, who is on the way, and one press to begin or to stop. */
export function PushPart({ known }: { readonly known: Known }): VNode {
  const { state, isBusy, fault, begin, stop } = usePush();
  const isOnline = useOnline();
  const lack = lackOf(state, known, isOnline);
  const pushKey = known.inForce?.pushKey ?? null;
  return (
    <section className="part push" aria-label={t("alerts.push.title")}>
      <h2>{t("alerts.push.title")}</h2>
      <p>{t("alerts.push.what")}</p>
      <p className="hint">{t("alerts.push.way")}</p>
      <div role="status">
        {state === "on" && (
          <p className="push-on">
            <Icon name="check" />
            <span>{t("alerts.push.on")}</span>
          </p>
        )}
        {lack !== null && <p className="notice">{t(`alerts.push.lacks.${lack}`)}</p>}
        {fault !== null && <p className="fault">{wordsOf(fault)}</p>}
      </div>
      {state === "off" && lack === null && pushKey !== null && (
        <button type="button" className="press" aria-disabled={isBusy} onClick={() => void begin(pushKey)}>
          <Icon name="bell" />
          <span>{isBusy ? t("app.loading") : t("alerts.push.begin")}</span>
        </button>
      )}
      {state === "on" && (
        <button type="button" className="press" aria-disabled={isBusy} onClick={() => void stop()}>
          <Icon name="close" />
          <span>{isBusy ? t("app.loading") : t("alerts.push.stop")}</span>
        </button>
      )}
    </section>
  );
}
