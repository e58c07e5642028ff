import { PRIORITY_LABELS } from "@amaliyat/domain/interventions";
import { Chip, Kbd } from "@amaliyat/ui/controls";
import { CameraGlyph, PriorityGlyph, UnitGlyph } from "@amaliyat/ui/glyphs";
import { useNow } from "@amaliyat/ui/hooks";
import { Num, useFormat, useLanguage } from "@amaliyat/ui/i18n";
import Timer from "lucide-react/icons/timer";
import type { ReactNode } from "react";
import { isFree, levelOf, useCameras, useInterventions, useUnits, withoutUnitSince } from "../../facts/index.ts";
import { useLink } from "../../live/index.ts";
import { TourLine } from "../../tour/index.ts";
import { LastEvent } from "./last-event.tsx";
import { StatusPart } from "./status-part.tsx";
import { useText } from "../text.ts";

/** The foot of the room, always there: open interventions, free units, cameras, the last event, the keys. */
export function StatusBar(): ReactNode {
  const text = useText();
  return (
    <footer className="room-status" data-region="" tabIndex={-1} aria-label={text("status.label")}>
      <OpenCounts />
      <span className="room-status__line" />
      <UnitCounts />
      <span className="room-status__line" />
      <CameraCounts />
      <span className="room-status__line" />
      <LastEvent />
      <span className="am-grow" />
      <LinkAge />
      <TourLine />
      <KeyHints />
    </footer>
  );
}

function OpenCounts(): ReactNode {
  const text = useText();
  const format = useFormat();
  const { language } = useLanguage();
  const rows = useInterventions().data;
  const open = rows?.filter((row) => row.state === "open");
  const alone = open?.filter((row) => withoutUnitSince(row) !== null).length ?? 0;
  return (
    <StatusPart word={text("status.open")}>
      {([1, 2, 3, 4] as const).map((level) => (
        <span key={level} className="room-status__count" title={PRIORITY_LABELS[`P${level}`][language]}>
          <PriorityGlyph priority={level} size={20} />
          <Num className="am-strong">{format.number(open?.filter((row) => levelOf(row.priority) === level).length)}</Num>
        </span>
      ))}
      {alone > 0 && (
        <Chip tone="attention" icon={<Timer size={14} aria-hidden="true" />}>
          {text("queue.no_unit")} <Num>{format.number(alone)}</Num>
        </Chip>
      )}
    </StatusPart>
  );
}

function UnitCounts(): ReactNode {
  const text = useText();
  const format = useFormat();
  const now = useNow();
  const units = useUnits().data;
  const free = units?.filter((unit) => isFree(unit, now)).length;
  return (
    <StatusPart word={text("units.title")}>
      <span className="room-status__count">
        <UnitGlyph state="available" size={16} silent />
        <span>{text("units.free", { free: format.number(free), all: format.number(units?.length) })}</span>
      </span>
    </StatusPart>
  );
}

function CameraCounts(): ReactNode {
  const text = useText();
  const format = useFormat();
  const cameras = useCameras().data?.filter((camera) => camera.state === "in_service");
  const count = (state: "live" | "stalled" | "lost"): number | undefined =>
    cameras?.filter((camera) => camera.connection.state === state).length;
  const [stalled, lost] = [count("stalled") ?? 0, count("lost") ?? 0];
  return (
    <StatusPart word={text("status.cameras")}>
      <span className="room-status__count">
        <CameraGlyph state="live" size={16} silent />
        <span>{text("status.live", { live: format.number(count("live")), all: format.number(cameras?.length) })}</span>
      </span>
      {lost > 0 && (
        <Chip tone="attention" icon={<CameraGlyph state="lost" size={14} silent />}>
          {text("status.lost")} <Num>{format.number(lost)}</Num>
        </Chip>
      )}
      {stalled > 0 && (
        <Chip tone="attention" icon={<CameraGlyph state="stalled" size={14} silent />}>
          {text("status.stalled")} <Num>{format.number(stalled)}</Num>
        </Chip>
      )}
    </StatusPart>
  );
}

/** Shown here too while the link is broken: the counts are old. */
function LinkAge(): ReactNode {
  const text = useText();
  const { state } = useLink();
  return state.kind === "lost" ? <span className="am-attention am-strong">{text("status.old")}</span> : null;
}

function KeyHints(): ReactNode {
  const text = useText();
  return (
    <span className="room-status__keys">
      <Kbd keys="F6" /> {text("status.keys.region")}
      <Kbd keys="Ctrl+KeyN" /> {text("status.keys.new")}
      <Kbd keys="Shift+Slash" /> {text("status.keys.help")}
    </span>
  );
}
