import type { Point } from "@amaliyat/domain/kernel";
import type { VNode } from "preact";
import { useState } from "preact/hooks";
import { myPlace, type NoPlace } from "../place/my-place.ts";
import { Frame } from "../screens/frame.tsx";
import { Icon } from "../icons/icon.tsx";
import { t } from "../text/text.ts";
import { Alerts } from "./alerts.tsx";
import { PushPart } from "./push-part.tsx";
import { useAlerts, type Known } from "./use-alerts.ts";

/** Says the state beside the alerts: loading, answer lost, no alert, or the linked alert is over. */
function Beside({ known: { inForce, isLost }, meant }: { readonly known: Known; readonly meant: string }): VNode | null {
  if (inForce === null) return <p className="empty">{isLost ? t("alerts.lost") : t("app.loading")}</p>;
  const isOver = meant !== "" && !inForce.alerts.some(({ alertId }) => alertId === meant);
  return (
    <>
      {isLost && <p className="notice">{t("alerts.lostSince")}</p>}
      {isOver && <p className="notice">{t("alerts.over")}</p>}
      {inForce.alerts.length === 0 && <p className="empty">{t("alerts.none")}</p>}
    </>
  );
}

/** The phone's place puts the nearest first. It is asked for by a press, kept nowhere and sent nowhere. */
function NearMe({ onPlace }: { readonly onPlace: (place: Point) => void }): VNode {
  const [asking, setAsking] = useState<"no" | "asking" | NoPlace>("no");
  async function find(): Promise<void> {
    setAsking("asking");
    const found = await myPlace();
    if (typeof found === "string") return setAsking(found);
    onPlace(found.point);
  }
  return (
    <>
      <button type="button" className="press" aria-disabled={asking === "asking"} onClick={() => void find()}>
        <Icon name="locate" />
        <span>{asking === "asking" ? t("place.asking") : t("alerts.nearest")}</span>
      </button>
      <p className="hint" role="status">
        {asking === "denied" || asking === "unknown" ? t(`alerts.noPlace.${asking}`) : t("alerts.nearestHint")}
      </p>
    </>
  );
}

/** Alerts of the room now, and a switch for notices on this phone while the app is closed. */
export function AlertsScreen({ alertId }: { readonly alertId: string }): VNode {
  const known = useAlerts();
  const [place, setPlace] = useState<Point | null>(null);
  const alerts = known.inForce?.alerts ?? [];
  const maySort = place === null && alerts.some(({ reach }) => reach !== null);
  return (
    <Frame title={t("alerts.title")}>
      <Beside known={known} meant={alertId} />
      <Alerts alerts={alerts} from={place} meant={alertId} />
      {maySort && <NearMe onPlace={setPlace} />}
      <PushPart known={known} />
    </Frame>
  );
}
