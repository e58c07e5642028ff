import { useEffect, useRef, useState, type KeyboardEvent, type ReactNode } from "react";
import { Icon } from "../icons/icons.tsx";
import { useLanguage, useText, useTheme } from "../text/use-text.ts";
import { WorkMap, type Mode } from "./work-map.ts";
import type { Work } from "./paint-work.ts";
import type { About, TownMap } from "@amaliyat/ui/town-map";

const STEP_PX = 60;
const STEPS: Readonly<Record<string, { readonly x: number; readonly y: number }>> = {
  ArrowUp: { x: 0, y: STEP_PX },
  ArrowDown: { x: 0, y: -STEP_PX },
  ArrowLeft: { x: STEP_PX, y: 0 },
  ArrowRight: { x: -STEP_PX, y: 0 },
};
const LEVELS: Readonly<Record<string, number>> = { "+": 1, "=": 1, "-": -1 };

/** Next mode of the one button, in the order of presses: to the crew, its heading up, the whole way. */
const NEXT = { whole: "follow", free: "follow", follow: "turned", turned: "whole" } as const;
const ICONS = { follow: "centre", turned: "go", whole: "way" } as const;

type SheetProps = {
  readonly map: TownMap;
  readonly about: About;
  readonly work: Work;
  readonly isDriving: boolean;
  readonly isUp: boolean;
};

/** The map itself, its buttons, and whose data it is. */
export function MapSheet({ map, about, work, isDriving, isUp }: SheetProps): ReactNode {
  const t = useText();
  const language = useLanguage();
  const theme = useTheme();
  const canvas = useRef<HTMLCanvasElement>(null);
  const sheet = useRef<WorkMap | null>(null);
  const [mode, setMode] = useState<Mode>("whole");
  const [isMissing, setMissing] = useState(false);
  const { line, to, from, priority } = work;
  useEffect(() => {
    if (canvas.current === null) return undefined;
    const made = new WorkMap(canvas.current, map, { mode: setMode, missing: setMissing });
    sheet.current = made;
    return () => made[Symbol.dispose]();
  }, [map]);
  useEffect(() => sheet.current?.show({ line, to, from, priority }, language), [map, line, to, from, priority, language, theme]);
  useEffect(() => sheet.current?.become(isDriving ? "follow" : "whole"), [map, isDriving]);
  useEffect(() => {
    if (isUp) sheet.current?.retryNow();
  }, [map, isUp]);

  const next = NEXT[mode];
  const nextName = { follow: t("way.follow"), turned: t("way.turn"), whole: t("way.whole") }[next];
  function pressed(event: KeyboardEvent): void {
    const [step, levels] = [STEPS[event.key], LEVELS[event.key]];
    if (step !== undefined) sheet.current?.drag(step);
    if (levels !== undefined) sheet.current?.zoom(levels);
    if (step !== undefined || levels !== undefined) event.preventDefault();
  }
  return (
    <div>
      <div className="local-map">
        <canvas ref={canvas} role="img" tabIndex={0} aria-label={t("way.map")} onKeyDown={pressed} />
        <div className="local-map-acts">
          <button type="button" aria-label={nextName} onClick={() => sheet.current?.become(next)}>
            <Icon name={ICONS[next]} />
          </button>
          <button type="button" aria-label={t("way.closer")} onClick={() => sheet.current?.zoom(1)}>
            <Icon name="add" />
          </button>
          <button type="button" aria-label={t("way.farther")} onClick={() => sheet.current?.zoom(-1)}>
            <Icon name="minus" />
          </button>
        </div>
        {about.attribution !== "" && <bdi className="local-map-source">{about.attribution}</bdi>}
      </div>
      <div role="status">{isMissing && <p className="hint">{t("way.mapParts")}</p>}</div>
    </div>
  );
}
