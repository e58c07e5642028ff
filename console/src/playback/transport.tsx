import { IconButton, Kbd, Segmented, classNames } from "@amaliyat/ui/controls";
import { Num, useFormat } from "@amaliyat/ui/i18n";
import Pause from "lucide-react/icons/pause";
import Play from "lucide-react/icons/play";
import SkipBack from "lucide-react/icons/skip-back";
import SkipForward from "lucide-react/icons/skip-forward";
import StepBack from "lucide-react/icons/step-back";
import StepForward from "lucide-react/icons/step-forward";
import { useRef, type ReactNode } from "react";
import { useEveryMoment, type Moment } from "./moment.ts";
import type { Deck } from "./use-deck.ts";
import { SPEEDS } from "./replay/replay-state.ts";
import { useText } from "./text.ts";
import { ZOOM_NAMES, type Zoom } from "./timeline/view.ts";

type TransportProps = {
  readonly deck: Deck;
  readonly moment: Moment;
  readonly zoom: Zoom;
  readonly onZoom: (zoom: Zoom) => void;
};

/** The deck of a player: left to right in every language, as on every machine. */
export function Transport({ deck, moment, zoom, onZoom }: TransportProps): ReactNode {
  const text = useText();
  const { state } = deck;
  return (
    <div className="playback-transport" dir="ltr">
      <div className="playback-transport__deck">
        <IconButton size="m" bordered label={text("to_start")} icon={<SkipBack size={16} />} onClick={deck.toStart} />
        <IconButton
          size="m"
          bordered
          label={text("frame_back")}
          shortcut="Comma"
          icon={<StepBack size={16} />}
          onClick={() => deck.frame(-1)}
        />
        <IconButton
          size="m"
          label={text(state.playing ? "pause" : "play")}
          shortcut="Space"
          className="playback-transport__play"
          icon={state.playing ? <Pause size={18} /> : <Play size={18} />}
          onClick={deck.toggle}
        />
        <IconButton
          size="m"
          bordered
          label={text("frame_on")}
          shortcut="Period"
          icon={<StepForward size={16} />}
          onClick={() => deck.frame(1)}
        />
        <IconButton size="m" bordered label={text("later")} icon={<SkipForward size={16} />} onClick={() => deck.by(30_000)} />
        <SpeedChoice deck={deck} />
        <span className="playback-transport__keys">
          <Kbd keys="KeyJ" />
          <Kbd keys="KeyK" />
          <Kbd keys="KeyL" />
        </span>
      </div>
      <Clock moment={moment} waiting={state.phase === "seeking" || state.phase === "waiting"} />
      <ZoomChoice zoom={zoom} onZoom={onZoom} />
    </div>
  );
}

function SpeedChoice({ deck }: { readonly deck: Deck }): ReactNode {
  const text = useText();
  const format = useFormat();
  const { speed } = deck.state;
  const options = SPEEDS.map((each) => ({ value: String(each), label: `${format.number(each, each < 1 ? 1 : 0)}×` }));
  const back = speed < 0 ? [{ value: String(speed), label: `−${format.number(-speed)}×` }] : [];
  return (
    <Segmented
      size="s"
      label={text("speed")}
      options={[...back, ...options]}
      value={String(speed)}
      onChange={(value) => deck.setSpeed(Number(value))}
    />
  );
}

function ZoomChoice({ zoom, onZoom }: Pick<TransportProps, "zoom" | "onZoom">): ReactNode {
  const text = useText();
  const options = ZOOM_NAMES.map((value) => ({ value, label: <Num>{text(`zoom.${value}`)}</Num> }));
  return (
    <span className="playback-transport__zoom">
      <Segmented size="s" label={text("zoom.label")} options={options} value={zoom} onChange={onZoom} />
    </span>
  );
}

/** The moment on the screen to a thousandth of a second, by the room's clock. */
function Clock({ moment, waiting }: { readonly moment: Moment; readonly waiting: boolean }): ReactNode {
  const format = useFormat();
  const whole = useRef<HTMLSpanElement>(null);
  const parts = useRef<HTMLSpanElement>(null);
  useEveryMoment(moment, (at) => {
    const [seconds = "", thousandths] = at === null ? [] : format.frameTime(at).split(".");
    if (whole.current) whole.current.textContent = seconds;
    if (parts.current) parts.current.textContent = thousandths === undefined ? "" : `.${thousandths}`;
  });
  return (
    <bdi className={classNames("playback-clock am-num", waiting && "playback-clock--waiting")} dir="ltr">
      <span ref={whole} />
      <span ref={parts} className="playback-clock__parts" />
    </bdi>
  );
}
