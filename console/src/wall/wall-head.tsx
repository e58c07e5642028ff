import type { Camera } from "@amaliyat/contract/cameras";
import { codeIn, PURPOSE_LABELS, PURPOSES } from "@amaliyat/domain/cameras";
import { GRIDS, type Grid } from "@amaliyat/domain/workstations";
import { Button, Chip, Segmented } from "@amaliyat/ui/controls";
import { CameraGlyph } from "@amaliyat/ui/glyphs";
import { Bdi, Num, useFormat, useLanguage } from "@amaliyat/ui/i18n";
import Crosshair from "lucide-react/icons/crosshair";
import Grid2x2 from "lucide-react/icons/grid-2x2";
import Grid3x3 from "lucide-react/icons/grid-3x3";
import LayoutDashboard from "lucide-react/icons/layout-dashboard";
import LayoutGrid from "lucide-react/icons/layout-grid";
import Square from "lucide-react/icons/square";
import type { ReactNode } from "react";
import { useSelectedId } from "../selection/index.ts";
import { choosePurpose, useViewReason } from "../session/index.ts";
import { useText } from "./text.ts";
import type { Wall, WallAct } from "./wall-state.ts";

const ICONS: Readonly<Record<Grid, typeof Square>> = {
  focus: LayoutDashboard,
  follow: Crosshair,
  "1": Square,
  "4": Grid2x2,
  "9": Grid3x3,
  "16": LayoutGrid,
};

/** Choice of the number of tiles. */
export function GridChoice(props: { readonly value: Grid; readonly onChange: (grid: Grid) => void }): ReactNode {
  const text = useText();
  const options = GRIDS.map((value) => {
    const Icon = ICONS[value];
    const name = text(`grid.${value}`);
    return {
      value,
      label: (
        <span title={name} className="wall-grid-choice">
          <Icon size={16} aria-hidden="true" />
          <span className="am-hidden-visually">{name}</span>
        </span>
      ),
    };
  });
  return <Segmented size="s" label={text("grid.label")} options={options} value={props.value} onChange={props.onChange} />;
}

/** Cameras of the room that give a picture, and those that should and do not. */
export function CameraCounts({ cameras }: { readonly cameras: readonly Camera[] }): ReactNode {
  const text = useText();
  const format = useFormat();
  const serving = cameras.filter((camera) => camera.state === "in_service");
  const of = (state: "live" | "lost" | "stalled"): number => serving.filter((camera) => camera.connection.state === state).length;
  const [lost, stalled] = [of("lost"), of("stalled")];
  return (
    <>
      <span className="wall-counts am-t2 am-small">
        {text("in_service", { live: format.number(of("live")), all: format.number(cameras.length) })}
      </span>
      {lost + stalled > 0 && (
        <Chip tone="attention" icon={<CameraGlyph state="lost" size={14} silent />}>
          {[lost > 0 && text("lost_count", { count: lost }), stalled > 0 && text("stalled_count", { count: stalled })]
            .filter(Boolean)
            .join(" · ")}
        </Chip>
      )}
    </>
  );
}

/** So many purposes are offered at once; the list of the top bar has all. */
const OFFERED = 3;

/** Offers the purposes that most cameras of the wall serve, while none is chosen: one press opens their pictures and says why. */
export function WhyOpen({ cameras }: { readonly cameras: readonly Camera[] }): ReactNode {
  const text = useText();
  const { language } = useLanguage();
  const format = useFormat();
  const reason = useViewReason();
  if (reason.kind !== "none") return null;
  const offers = PURPOSES.map((purpose) => ({ purpose, count: cameras.filter(({ purposes }) => purposes.includes(purpose)).length }))
    .filter(({ count }) => count > 0)
    .toSorted((a, b) => b.count - a.count)
    .slice(0, OFFERED);
  if (offers.length === 0) return null;
  return (
    <div className="wall-why" role="group" aria-label={text("why_open")}>
      <span>{text("why_open")}</span>
      {offers.map(({ purpose, count }, nth) => (
        <Button key={purpose} size="s" variant={nth === 0 ? "primary" : "normal"} onClick={() => choosePurpose(purpose)}>
          {PURPOSE_LABELS[purpose][language]} <Num>{format.number(count)}</Num>
        </Button>
      ))}
    </div>
  );
}

/** The camera that was chosen elsewhere and is not on the wall: offered, never put there by itself. */
export function OffWall(props: {
  readonly wall: Wall;
  readonly cameras: readonly Camera[];
  readonly act: (act: WallAct) => void;
}): ReactNode {
  const { wall, cameras, act } = props;
  const text = useText();
  const { language } = useLanguage();
  const chosen = useSelectedId("camera");
  const camera = cameras.find((one) => one.cameraId === chosen);
  if (!camera || wall.cameras.includes(camera.cameraId)) return null;
  return (
    <span className="wall-offer">
      <span className="am-clip am-clip--name">
        <Bdi>{codeIn(camera.code, language)}</Bdi> · <Bdi>{camera.names[language]}</Bdi>
      </span>
      <Button size="s" onClick={() => act({ kind: "put", slot: wall.active, cameraId: camera.cameraId })}>
        {text("show_in")} <Num>{wall.active + 1}</Num>
      </Button>
    </span>
  );
}
