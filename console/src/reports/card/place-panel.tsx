import type { ReportCard } from "@amaliyat/contract/reports";
import { recordings } from "@amaliyat/contract/recordings";
import { codeIn } from "@amaliyat/domain/cameras";
import { Button } from "@amaliyat/ui/controls";
import { LoadingState } from "@amaliyat/ui/feedback";
import { roomNow } from "@amaliyat/ui/hooks";
import { Bdi, Num, useFormat, useLanguage } from "@amaliyat/ui/i18n";
import { Panel } from "@amaliyat/ui/layout";
import { Link } from "@tanstack/react-router";
import Cctv from "lucide-react/icons/cctv";
import MapPin from "lucide-react/icons/map-pin";
import Play from "lucide-react/icons/play";
import { Suspense, useMemo, type ReactNode } from "react";
import { RoomMap } from "../../map/index.ts";
import { type NearbyCamera, nearbyCameras, useCameras } from "../../facts/index.ts";
import { select } from "../../selection/index.ts";
import { useMay } from "../../session/index.ts";
import { pointWords } from "../report-facts.ts";
import { useText } from "../text.ts";
import { KEY_OF } from "./card-acts.ts";
import type { CardActs } from "./use-card-acts.ts";

const CAMERAS = 4;

/** Place: on the map with its accuracy, in words, and the cameras that may show it. */
export function PlacePanel({ card, acts }: { readonly card: ReportCard; readonly acts: CardActs }): ReactNode {
  const text = useText();
  const { lat, lon } = card.place ?? {};
  const { accuracyM } = card;
  const marked = useMemo(() => (lat === undefined || lon === undefined ? null : { point: { lat, lon }, accuracyM }), [lat, lon, accuracyM]);
  const act = acts.can.has("place") && (
    <Button size="s" variant="quiet" shortcut={KEY_OF.place} onClick={() => acts.act("place")}>
      {text("act.place")}
    </Button>
  );
  return (
    <Panel region title={text("place.title")} actions={act} className="report-place">
      <div className="report-place__map">
        <Suspense fallback={<LoadingState what={text("place.title")} />}>
          <RoomMap around={card.place} marked={marked} small />
        </Suspense>
      </div>
      <PlaceSaid card={card} />
      <Cameras card={card} />
    </Panel>
  );
}

function PlaceSaid({ card: { place, placeText, placeSource, accuracyM, placeAt } }: { readonly card: ReportCard }): ReactNode {
  const text = useText();
  const format = useFormat();
  return (
    <div className="report-place__said" data-place={placeSource ?? "none"}>
      <MapPin size={16} aria-hidden="true" />
      <div>
        {placeText !== null && (
          <div className="am-strong">
            <Bdi>{placeText}</Bdi>
          </div>
        )}
        {place !== null && (
          <div className="am-t2">
            {placeSource !== null && `${text(`source.${placeSource}`)} · `}
            {accuracyM !== null && `${text("place.within", { radius: format.distance(accuracyM) })} · `}
            <Num>{pointWords(place)}</Num>
            {placeAt !== null && ` · ${text("place.follows", { time: format.time(Date.parse(placeAt)) })}`}
          </div>
        )}
        {place === null && <div className="am-attention">{text(placeText === null ? "place.unknown" : "place.no_point")}</div>}
      </div>
    </div>
  );
}

/** Cameras that may show the place; chosen, one is marked on the map. */
function Cameras({ card }: { readonly card: ReportCard }): ReactNode {
  const text = useText();
  const cameras = useCameras().data;
  const near = useMemo(
    () => (card.place === null || cameras === undefined ? [] : nearbyCameras(cameras, card.place, null).slice(0, CAMERAS)),
    [cameras, card.place],
  );
  if (near.length === 0) return null;
  return (
    <ul className="report-cameras" aria-label={text("place.cameras")}>
      {near.map((one) => (
        <CameraLine key={one.camera.cameraId} near={one} card={card} />
      ))}
    </ul>
  );
}

function CameraLine({ near: { camera, metres, sees }, card }: { readonly near: NearbyCamera; readonly card: ReportCard }): ReactNode {
  const text = useText();
  const format = useFormat();
  const { language } = useLanguage();
  const mayReplay = useMay(recordings.openReplay);
  return (
    <li>
      <Cctv size={16} aria-hidden="true" className="am-t2" />
      <button type="button" className="report-camera" onClick={() => select({ kind: "camera", id: camera.cameraId })}>
        <Bdi className="am-strong">{codeIn(camera.code, language)}</Bdi> <Bdi className="am-clip">{camera.names[language]}</Bdi>
      </button>
      <span className="am-t2 am-small">
        {sees && `${text("place.sees")} · `}
        <Num>{format.distance(metres)}</Num>
      </span>
      {mayReplay && (
        <Link to="/playback" search={replayOf(card, camera.cameraId)} className="am-button am-button--s am-button--quiet">
          <Play size={14} aria-hidden="true" />
          {text("place.replay")}
        </Link>
      )}
    </li>
  );
}

const BEFORE_MS = 5 * 60_000;
const AFTER_MS = 2 * 60_000;

/** Replay of a camera around the time of a report's event. */
function replayOf({ happenedAt, receivedAt }: ReportCard, camera: string) {
  const at = Date.parse(happenedAt ?? receivedAt);
  return { camera, from: new Date(at - BEFORE_MS).toISOString(), to: new Date(Math.min(roomNow(), at + AFTER_MS)).toISOString() };
}
