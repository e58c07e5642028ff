import type { Camera } from "@amaliyat/contract/cameras";
import { codeIn } from "@amaliyat/domain/cameras";
import type { Interval } from "@amaliyat/domain/kernel";
import { Button, Combobox, DateTimeInput, Field, Segmented } from "@amaliyat/ui/controls";
import { roomNow } from "@amaliyat/ui/hooks";
import { Panel } from "@amaliyat/ui/layout";
import { useLanguage } from "@amaliyat/ui/i18n";
import ChevronLeft from "lucide-react/icons/chevron-left";
import ChevronRight from "lucide-react/icons/chevron-right";
import { useState, type ReactNode } from "react";
import { turn } from "./range.ts";
import { useText } from "./text.ts";
import { zoomOf, ZOOM_NAMES, ZOOMS } from "./timeline/view.ts";

type ChoiceProps = {
  readonly cameras: readonly Camera[];
  readonly cameraId: string | null;
  readonly range: Interval;
  readonly onCamera: (cameraId: string) => void;
  readonly onRange: (range: Interval) => void;
};

const QUICK = { last_30s: 30_000, last_5m: 5 * 60_000, last_30m: 30 * 60_000 } as const;

/** Choice of camera, day and time, and length. */
export function Choice({ cameras, cameraId, range, onCamera, onRange }: ChoiceProps): ReactNode {
  const text = useText();
  const { language } = useLanguage();
  const options = cameras
    .toSorted((a, b) => a.code.localeCompare(b.code))
    .map((camera) => ({
      value: camera.cameraId,
      label: `${codeIn(camera.code, language)} · ${camera.names[language]}`,
      detail: camera.siteNames[language] === camera.names[language] ? undefined : camera.siteNames[language],
      keywords: [...Object.values(camera.names), ...Object.values(camera.siteNames)].join(" "),
    }));
  const last = (length: number): void => {
    const now = roomNow();
    onRange({ from: now - length, to: now });
  };
  return (
    <Panel region title={text("choice.title")} padded className="playback-choice">
      <Field label={text("choice.camera")}>
        <Combobox options={options} value={cameraId} onChange={onCamera} placeholder={text("choice.which")} />
      </Field>
      <div className="playback-choice__quick" role="group" aria-label={text("choice.quick")}>
        {(Object.keys(QUICK) as (keyof typeof QUICK)[]).map((key) => (
          <Button key={key} size="s" onClick={() => last(QUICK[key])}>
            {text(`choice.${key}`)}
          </Button>
        ))}
      </div>
      <When range={range} onRange={onRange} key={`${range.from} ${range.to}`} />
    </Panel>
  );
}

/** A begin and a length, shown when both are chosen. */
function When({ range, onRange }: Pick<ChoiceProps, "range" | "onRange">): ReactNode {
  const text = useText();
  const [from, setFrom] = useState<number | null>(range.from);
  const [zoom, setZoom] = useState(() => zoomOf(range));
  const options = ZOOM_NAMES.map((value) => ({ value, label: text(`zoom.${value}`) }));
  return (
    <>
      <Field group label={text("choice.from")}>
        <DateTimeInput value={from} onChange={setFrom} />
      </Field>
      <Segmented size="s" label={text("choice.length")} options={options} value={zoom} onChange={setZoom} />
      <div className="playback-choice__acts">
        <Button
          variant="primary"
          disabledReason={from === null ? text("choice.no_time") : undefined}
          onClick={() => from !== null && onRange({ from, to: from + ZOOMS[zoom] })}
        >
          {text("choice.show")}
        </Button>
        <span className="playback-choice__turn" dir="ltr">
          <Button icon={<ChevronLeft size={16} aria-hidden="true" />} onClick={() => onRange(turn(range, -1, roomNow()))}>
            {text("choice.earlier")}
          </Button>
          <Button onClick={() => onRange(turn(range, 1, roomNow()))}>
            <span className="playback-choice__later">
              {text("choice.later")}
              <ChevronRight size={16} aria-hidden="true" />
            </span>
          </Button>
        </span>
      </div>
    </>
  );
}
