import type { Point } from "@amaliyat/domain/kernel";
import { isDanger, TEXT_MOST } from "@amaliyat/domain/reports";
import { h, type ComponentType, type VNode } from "preact";
import { useEffect, useState } from "preact/hooks";
import type { ChosenPlace } from "../storage/kept.ts";
import { Landmarks } from "../place/landmarks.tsx";
import { myPlace, type NoPlace } from "../place/my-place.ts";
import type { PlaceMap } from "../place/place-map.tsx";
import { useAbout } from "../place/use-about.ts";
import { Frame } from "../screens/frame.tsx";
import { Icon } from "../icons/icon.tsx";
import { t } from "../text/text.ts";
import { FaultPart } from "./fault-part.tsx";
import type { StepProps } from "./kind-step.tsx";

type Map = ComponentType<Parameters<typeof PlaceMap>[0]>;

/** The map comes when this step is opened; without it there are words and the phone's own place. */
function useMapPart(onBare: () => void): Map | null {
  const [part, setPart] = useState<{ readonly map: Map } | null>(null);
  useEffect(() => {
    import("../place/place-map.tsx").then((loaded) => setPart({ map: loaded.PlaceMap }), onBare);
    // oxlint-disable-next-line react/exhaustive-deps -- once, when it is opened
  }, []);
  return part?.map ?? null;
}

/** Step for the place: on the map, by a landmark, by the phone, or in words. */
export function PlaceStep({ draft, change }: StepProps): VNode {
  const about = useAbout();
  const [isBare, setBare] = useState(false);
  const [here, setHere] = useState<ChosenPlace | null>(draft.place?.source === "phone" ? draft.place : null);
  const [look, setLook] = useState<Point | null>(draft.place?.point ?? null);
  const [asking, setAsking] = useState<"no" | "asking" | NoPlace>("no");
  const Map = useMapPart(() => setBare(true));
  const start = look ?? about?.middle ?? null;
  const { place, placeText } = draft;
  const isKnown = place !== null || placeText.trim() !== "" || isDanger({ kind: draft.kind, danger: false });

  async function findMe(): Promise<void> {
    setAsking("asking");
    const found = await myPlace();
    if (typeof found === "string") return setAsking(found);
    setAsking("no");
    setHere(found);
    setLook(found.point);
    change({ place: found });
  }
  function choose(name: string, point: Point): void {
    setLook(point);
    change({ place: { point, accuracyM: null, source: "landmark" }, placeText: name });
  }
  return (
    <Frame
      title={t("place.where")}
      back="report"
      note={t("report.step", { n: 2, of: 3 })}
      steps={{ now: 2, of: 3 }}
      wide
      acts={
        <a className="press main" href="#report/words" aria-disabled={!isKnown} onClick={(event) => !isKnown && event.preventDefault()}>
          {isKnown && <Icon name="check" />}
          <span>{isKnown ? t("place.thisIs") : t("place.choose")}</span>
        </a>
      }
    >
      <FaultPart draft={draft} step="report/place" />
      <Landmarks onTake={choose} />
      {Map !== null &&
        start !== null &&
        h(Map, { look: start, here, onMove: (point) => change({ place: { point, accuracyM: null, source: "map" } }), onBare: setBare })}
      <div className="place-words">
        <button type="button" className="press" disabled={asking === "asking"} onClick={() => void findMe()}>
          <Icon name="locate" />
          <span>
            {asking === "asking"
              ? t("place.asking")
              : here?.accuracyM != null
                ? t("place.mineWithin", { metres: here.accuracyM })
                : t("place.mine")}
          </span>
        </button>
        <div role="status">
          {asking === "denied" && <p className="hint">{t("place.denied")}</p>}
          {asking === "unknown" && <p className="hint">{t("place.unknown")}</p>}
          {isBare && <p className="hint">{t("place.bare")}</p>}
          {place !== null && <p className="hint">{t(`place.chosen.${place.source}`)}</p>}
          {place === null && Map !== null && start !== null && !isBare && <p className="hint">{t("place.move")}</p>}
        </div>
        <label className="field">
          <span>{t("place.words")}</span>
          <input
            value={placeText}
            maxLength={TEXT_MOST.place}
            placeholder={t("place.wordsHint")}
            onInput={({ currentTarget }) => change({ placeText: currentTarget.value })}
          />
        </label>
      </div>
    </Frame>
  );
}
