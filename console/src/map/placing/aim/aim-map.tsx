import type { Site } from "@amaliyat/contract/cameras";
import type { Point } from "@amaliyat/domain/kernel";
import { LoadingState } from "@amaliyat/ui/feedback";
import { useLanguage } from "@amaliyat/ui/i18n";
import { Suspense, type ReactNode } from "react";
import { useSites } from "../../../facts/index.ts";
import { PointWords } from "../../../gazetteer/index.ts";
import { useText } from "../../text.ts";
import { dragged, type Aim } from "./aim.ts";
import { AimLayer } from "./aim-layer.tsx";
import { isSeen, type Frame } from "../frame.ts";
import { Handle } from "../handle.tsx";
import { PlacingMap } from "../lazy-placing-map.ts";
import { movedBy, roundedPoint } from "../metres.ts";
import { about } from "../plan-frame.ts";
import { PointLayer } from "../point-layer.tsx";
import "../placing.css";

export type AimMapProps = {
  readonly cameraId?: string | undefined;
  /** Site that carries the camera; null while none was chosen. */
  readonly siteId: string | null;
  /** Place of a site that does not exist yet; null without one. */
  readonly newPlace: Point | null;
  readonly aim: Aim;
  readonly onAim: (aim: Aim) => void;
  readonly onSite: (siteId: string) => void;
  /** A click on free ground, where a site may be made; null if the person may make none. */
  readonly onNewPlace: ((point: Point) => void) | null;
};

/** More sites than this in sight are not told apart, and have no buttons. */
const MOST_SITES = 120;
const none: readonly never[] = [];

/** A camera on the map: a press on a site puts it there, a press on the ground points it there, handles turn, open and lengthen its view. */
export function AimMap({ cameraId, siteId, newPlace, aim, onAim, onSite, onNewPlace }: AimMapProps): ReactNode {
  const text = useText();
  const sites = useSites().data ?? none;
  const place = sites.find((site) => site.siteId === siteId)?.place ?? newPlace;
  const onPress = (point: Point): void => {
    if (place) onAim(dragged("bearing", place, aim, place, point));
    else onNewPlace?.(roundedPoint(point));
  };
  const inMiddle = place === null && onNewPlace !== null ? text("placing.camera_in_middle") : null;
  return (
    <div className="placing">
      <div className="placing-box placing-box--tall">
        <Suspense fallback={<LoadingState what={text("title")} />}>
          <PlacingMap
            around={place ? about(place, Math.max(60, aim.rangeM * 1.1)) : none}
            withoutCamera={cameraId}
            inMiddle={inMiddle}
            onPress={onPress}
          >
            {(frame) => (
              <>
                <SiteButtons frame={frame} sites={sites} siteId={siteId} onSite={onSite} />
                {place && <AimLayer frame={frame} stand={siteId ?? "new"} place={place} aim={aim} onAim={onAim} />}
                {place && siteId === null && newPlace && onNewPlace && (
                  <PointLayer frame={frame} point={newPlace} label={text("placing.new_site")} onMove={onNewPlace} />
                )}
              </>
            )}
          </PlacingMap>
        </Suspense>
      </div>
      <p className="am-field__hint">{text(place ? "placing.aim_hint" : onNewPlace ? "placing.camera_hint" : "placing.site_hint")}</p>
      {place && aim.bearing !== null && (
        <p className="am-t2 am-small">
          {text("placing.sees")} <PointWords point={middleOfView(place, aim.bearing, aim.rangeM)} />
        </p>
      )}
    </div>
  );
}

/** The point that lies in the middle of what a camera sees. */
function middleOfView(place: Point, bearing: number, rangeM: number): Point {
  const turn = (bearing * Math.PI) / 180;
  return movedBy(place, Math.sin(turn) * rangeM * 0.6, Math.cos(turn) * rangeM * 0.6);
}

type SitesProps = {
  readonly frame: Frame;
  readonly sites: readonly Site[];
  readonly siteId: string | null;
  readonly onSite: (siteId: string) => void;
};

/** Sites in sight, for the mouse; the list of sites beside the map is the way by keyboard. */
function SiteButtons({ frame, sites, siteId, onSite }: SitesProps): ReactNode {
  const text = useText();
  const { language } = useLanguage();
  const seen = sites.map((site) => ({ site, spot: frame.project(site.place) })).filter(({ spot }) => isSeen(spot, frame.size));
  if (seen.length > MOST_SITES) return null;
  return seen.map(({ site, spot }) => {
    const name = text("placing.site", { code: site.code, name: site.names[language] });
    return (
      <Handle
        key={site.siteId}
        frame={frame}
        spot={spot}
        tabIndex={-1}
        className="placing-site"
        aria-label={name}
        aria-pressed={site.siteId === siteId}
        title={name}
        onClick={() => onSite(site.siteId)}
      />
    );
  });
}
