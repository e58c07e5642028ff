import Headphones from "lucide-react/icons/headphones";
import Mic from "lucide-react/icons/mic";
import MicOff from "lucide-react/icons/mic-off";
import { useEffect, useRef, type ReactNode, type RefObject } from "react";
import { hand } from "../../phone/index.ts";
import { useText } from "../text.ts";

/** Length of a bar for a loudness of 0 to 1. Speech is low on this scale, so the lower half is drawn larger. */
const lengthOf = (loudness: number): number => Math.min(1, Math.sqrt(loudness));

/** Draws a loudness into bars at each picture of the screen, past React. */
export function useMeter(read: () => readonly number[], bars: readonly RefObject<HTMLElement | null>[]): void {
  useEffect(() => {
    let frame = 0;
    const draw = (): void => {
      const levels = read();
      bars.forEach((bar, nth) => bar.current?.style.setProperty("--level", lengthOf(levels[nth] ?? 0).toFixed(3)));
      frame = requestAnimationFrame(draw);
    };
    draw();
    return () => cancelAnimationFrame(frame);
    // Both are read anew at each picture.
    // oxlint-disable-next-line react/exhaustive-deps
  }, []);
}

/** Levels of microphone and loudspeaker as two moving bars: a silent side is visible at once. */
export function Levels({ muted }: { readonly muted: boolean }): ReactNode {
  const text = useText();
  const mine = useRef<HTMLSpanElement>(null);
  const theirs = useRef<HTMLSpanElement>(null);
  useMeter(() => {
    const levels = hand.levels();
    return [levels.mine, levels.theirs];
  }, [mine, theirs]);
  const Own = muted ? MicOff : Mic;
  return (
    <div className="calls-levels" role="img" aria-label={text("levels.label")}>
      <span className="calls-levels__line" title={text(muted ? "levels.muted" : "levels.mine")}>
        <Own size={14} aria-hidden="true" className={muted ? "am-attention" : "am-t2"} />
        <span ref={mine} className="calls-meter" data-off={muted || undefined} />
      </span>
      <span className="calls-levels__line" title={text("levels.theirs")}>
        <Headphones size={14} aria-hidden="true" className="am-t2" />
        <span ref={theirs} className="calls-meter" />
      </span>
    </div>
  );
}
