import type { Camera } from "@amaliyat/contract/cameras";
import type { InterventionRow } from "@amaliyat/contract/interventions";
import { CAMERA_FAULT_LABELS, codeIn, CONNECTION_LABELS, RAISED_AFTER_MS } from "@amaliyat/domain/cameras";
import { IconButton, Kbd, classNames } from "@amaliyat/ui/controls";
import { CameraGlyph, PriorityGlyph } from "@amaliyat/ui/glyphs";
import { roomNow, useNow } from "@amaliyat/ui/hooks";
import { Bdi, Num, Time, useFormat, useLanguage } from "@amaliyat/ui/i18n";
import { Link } from "@tanstack/react-router";
import CircleOff from "lucide-react/icons/circle-off";
import Replace from "lucide-react/icons/replace";
import ScanSearch from "lucide-react/icons/scan-search";
import type { ReactNode } from "react";
import { levelOf, shortReference, useInterventions } from "../../facts/index.ts";
import { useSession } from "../../session/index.ts";
import { useText } from "../text.ts";
import { connectionOf, type TileState } from "./tile-state.ts";

type HeadProps = {
  readonly slot: number;
  readonly camera: Camera | undefined;
  readonly state: TileState;
  readonly delayMs: number | null;
  readonly roomy: boolean;
  readonly onPick: () => void;
  readonly onSeen: (() => void) | null;
};

/** Slot, name; state and delay at the end. */
export function TileHead({ slot, camera, state, delayMs, roomy, onPick, onSeen }: HeadProps): ReactNode {
  const text = useText();
  const format = useFormat();
  const { language } = useLanguage();
  return (
    <div className="wall-tile__head">
      <Num className="wall-tile__slot">{format.number(slot + 1)}</Num>
      {camera ? (
        <span className="am-clip am-clip--name am-strong">
          <Bdi>{codeIn(camera.code, language)}</Bdi> · <Bdi>{camera.names[language]}</Bdi>
        </span>
      ) : (
        <span className="am-t3">{text("no_camera")}</span>
      )}
      <span className="wall-tile__end">
        <span className="wall-tile__tools">
          {onSeen !== null && (
            <IconButton size="s" label={text("seen")} shortcut="KeyS" icon={<ScanSearch size={14} />} tabIndex={-1} onClick={onSeen} />
          )}
          <IconButton size="s" label={text("change")} shortcut="KeyC" icon={<Replace size={14} />} tabIndex={-1} onClick={onPick} />
        </span>
        <HeadState state={state} roomy={roomy} />
        {state.kind === "live" && camera !== undefined && <NotRecorded camera={camera} roomy={roomy} />}
        {state.kind === "live" && delayMs !== null && <Num className="wall-tile__delay">{format.seconds(delayMs)}</Num>}
      </span>
    </div>
  );
}

/** The state in glyph and word; a small live tile says it with its delay alone. */
function HeadState({ state, roomy }: Pick<HeadProps, "state" | "roomy">): ReactNode {
  const { language } = useLanguage();
  const connection = connectionOf(state);
  if (connection === null || (connection === "live" && !roomy)) return null;
  const bad = connection === "lost" || connection === "stalled";
  return (
    <span className={classNames("wall-tile__state", bad && "wall-tile__state--bad")}>
      {connection !== "connecting" && <CameraGlyph state={connection} size={14} silent />}
      {CONNECTION_LABELS[connection][language]}
    </span>
  );
}

/** A picture that nobody will be able to replay. A small tile says it by a mark. */
function NotRecorded({ camera, roomy }: { readonly camera: Camera; readonly roomy: boolean }): ReactNode {
  const { language } = useLanguage();
  const now = useNow();
  const { recording } = camera.connection;
  if (recording === null || recording.isRecorded || now - Date.parse(recording.since) < RAISED_AFTER_MS.not_recorded) return null;
  const word = CAMERA_FAULT_LABELS.not_recorded[language];
  return (
    <span className="wall-tile__state wall-tile__state--bad" title={word}>
      <CircleOff size={14} aria-hidden={roomy} aria-label={roomy ? undefined : word} role={roomy ? undefined : "img"} />
      {roomy && word}
    </span>
  );
}

type FootProps = {
  readonly camera: Camera | undefined;
  readonly state: TileState;
  readonly takenAt: number | null;
  readonly roomy: boolean;
  readonly acts: { readonly mayOpen: boolean; readonly mayReplay: boolean; readonly enlarged: boolean };
};

/** Links of the camera, keys of the active tile, and the time of the picture. */
export function TileFoot({ camera, state, takenAt, roomy, acts }: FootProps): ReactNode {
  const text = useText();
  const linked = useLinked(camera?.cameraId);
  const keys = roomy && camera && state.kind !== "empty";
  if (!linked && !keys && takenAt === null) return null;
  return (
    <div className="wall-tile__foot">
      {linked && <LinkedTo row={linked} roomy={roomy} />}
      <span className="am-grow" />
      {keys && (
        <span className="wall-tile__keys">
          {acts.mayOpen && (
            <span>
              {text("key.open")} <Kbd keys="Enter" />
            </span>
          )}
          {acts.mayReplay && (
            <span>
              {text("key.replay")} <Kbd keys="KeyR" />
            </span>
          )}
          <span>
            {text(acts.enlarged ? "key.shrink" : "key.enlarge")} <Kbd keys="KeyZ" />
          </span>
        </span>
      )}
      {takenAt !== null && (
        <Time at={takenAt} className={classNames("wall-tile__clock", state.kind !== "live" && "wall-tile__clock--old")} />
      )}
    </div>
  );
}

/** The most urgent open intervention that was opened from the camera. */
function useLinked(cameraId: string | undefined): InterventionRow | undefined {
  const rows = useInterventions().data;
  if (cameraId === undefined) return undefined;
  return rows
    ?.filter((row) => row.state === "open" && row.cameraId === cameraId)
    .toSorted((a, b) => levelOf(a.priority) - levelOf(b.priority))[0];
}

function LinkedTo({ row, roomy }: { readonly row: InterventionRow; readonly roomy: boolean }): ReactNode {
  const text = useText();
  return (
    <Link
      to="/interventions/$interventionId"
      params={{ interventionId: row.interventionId }}
      search={{}}
      className="wall-tile__linked"
      tabIndex={-1}
      draggable={false}
    >
      <PriorityGlyph priority={levelOf(row.priority)} size={14} />
      {roomy && <span>{text("linked")}</span>}
      <Num>{shortReference(row.reference, roomNow())}</Num>
    </Link>
  );
}

/** Viewer's badge and the time over every picture: a photograph of the screen shows whose screen it was. */
export function Watermark({ raised = false }: { readonly raised?: boolean }): ReactNode {
  const { badge } = useSession().user;
  const format = useFormat();
  const now = useNow();
  return (
    <span className={classNames("wall-tile__mark", raised && "wall-tile__mark--roomy")} dir="ltr" aria-hidden="true">
      {format.time(now)} · {badge}
    </span>
  );
}
