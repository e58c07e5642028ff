import { fieldOfView } from "@amaliyat/domain/cameras";
import type { Point } from "@amaliyat/domain/kernel";
import { useFormat } from "@amaliyat/ui/i18n";
import { useEffect, useEffectEvent, useRef, type KeyboardEvent, type ReactNode } from "react";
import { useText } from "../../text.ts";
import { dragged, handleAt, LIMITS, stepped, type Aim, type AimPart } from "./aim.ts";
import { isSeen, linesOf, type Frame } from "../frame.ts";
import { Handle, type Drag } from "../handle.tsx";
import { movedBy } from "../metres.ts";

export type AimLayerProps = {
  readonly frame: Frame;
  /** Id of what carries the camera: when it becomes another one, the map goes there. */
  readonly stand: string;
  /** Place of the camera. */
  readonly place: Point;
  readonly aim: Aim;
  readonly onAim: (aim: Aim) => void;
};

/** A map of fewer pixels to the metre is too coarse to aim on, and goes to a closer view. */
const FINE_PX = 0.4;
const NEAR = 16.5;

const PARTS: readonly AimPart[] = ["bearing", "angle", "rangeM"];

/** The cone of a camera over the map, with a handle for each of its direction, opening and range. Each is a slider for a keyboard. */
export function AimLayer({ frame, stand, place, aim, onAim }: AimLayerProps): ReactNode {
  const text = useText();
  const format = useFormat();
  /** The aim when its handle was taken. */
  const taken = useRef(aim);
  const { bearing, angle, rangeM } = aim;
  const camera = frame.project(place);
  const rangePx = Math.abs(frame.project(movedBy(place, rangeM, 0)).x - camera.x);
  const reveal = useEffectEvent((_stand: string) => {
    if (rangePx / rangeM < FINE_PX || !isSeen(camera, frame.size)) frame.reveal(place, NEAR);
  });
  useEffect(() => reveal(stand), [stand]);
  const cone = bearing === null ? [] : fieldOfView(place, { bearing, angle, rangeM }).map(([lon, lat]) => ({ lat, lon }));
  const wordsOf = (part: AimPart): string => {
    const value = aim[part];
    if (value === null) return text("placing.not_set");
    return text(part === "rangeM" ? "placing.metres" : "placing.degrees", { value: format.number(value) });
  };
  const onDrag = (part: AimPart, { from, to, goesOn }: Drag): void => {
    if (!goesOn) taken.current = aim;
    onAim(to === from ? taken.current : { ...aim, [part]: dragged(part, place, taken.current, from, to)[part] });
  };
  const onKeyDown = (event: KeyboardEvent, part: AimPart): void => {
    if (event.ctrlKey || event.altKey || event.metaKey) return;
    const value = stepped(part, aim[part] ?? 0, event);
    if (value === null) return;
    event.preventDefault();
    onAim({ ...aim, [part]: value });
  };
  return (
    <>
      <svg className="placing-shape" aria-hidden="true">
        {bearing !== null && <polygon points={linesOf(frame, cone)} className="placing-area" />}
        {PARTS.filter((part) => bearing !== null || part === "bearing").map((part) => {
          const { x, y } = handleAt(part, aim, rangePx);
          return (
            <line key={part} x1={camera.x} y1={camera.y} x2={camera.x + x} y2={camera.y + y} className="placing-arm" data-part={part} />
          );
        })}
      </svg>
      {PARTS.filter((part) => bearing !== null || part === "bearing").map((part) => {
        const { x, y } = handleAt(part, aim, rangePx);
        const [least, most] = LIMITS[part];
        return (
          <Handle
            key={part}
            frame={frame}
            spot={{ x: camera.x + x, y: camera.y + y }}
            className={`placing-aim placing-aim--${part}`}
            role="slider"
            aria-label={text(`placing.${part}`)}
            aria-valuemin={least}
            aria-valuemax={most}
            aria-valuenow={aim[part] ?? undefined}
            aria-valuetext={wordsOf(part)}
            title={`${text(`placing.${part}`)}: ${wordsOf(part)}`}
            data-unset={bearing === null ? "" : undefined}
            onDrag={(drag) => onDrag(part, drag)}
            onKeyDown={(event) => onKeyDown(event, part)}
          />
        );
      })}
    </>
  );
}
