import { Button } from "@amaliyat/ui/controls";
import { regionAttributes } from "@amaliyat/ui/layout";
import { useId, useRef, type ReactNode } from "react";
import { regionsOf, stepBeside, type StepId } from "./steps.ts";
import { useText } from "./text.ts";
import { finishTour, goTo, leaveTour } from "./tour-state.ts";
import { useBesideRegion } from "./use-beside-region.ts";
import { useCardFocus, useCardKeys } from "./use-card.ts";
import "./tour.css";

type TourCardProps = { readonly step: StepId; readonly there: readonly StepId[]; readonly takesFocus: boolean };

/** One step beside its region. Its keys act only while the focus is in it; the room stays usable around it. */
export function TourCard({ step, there, takesFocus }: TourCardProps): ReactNode {
  const text = useText();
  const wordsId = useId();
  const layer = useRef<HTMLDivElement>(null);
  const card = useRef<HTMLElement>(null);
  const onward = useRef<HTMLButtonElement>(null);
  useCardFocus(card, onward, takesFocus);
  useBesideRegion(layer, card, step);
  const following = stepBeside(there, step, 1);
  const preceding = stepBeside(there, step, -1);
  const next = (): void => (following === null ? finishTour() : goTo(following));
  const previous = (): void => {
    if (preceding === null) return;
    // At the first step the button that was pressed is taken away.
    if (stepBeside(there, preceding, -1) === null) onward.current?.focus();
    goTo(preceding);
  };
  useCardKeys(card, { next, previous, leave: leaveTour });
  return (
    <div ref={layer} className="tour">
      {regionsOf(step).map((selector) => (
        <div key={selector} className="tour-ring" aria-hidden="true" />
      ))}
      <section
        ref={card}
        {...regionAttributes(text("title"))}
        // Not modal: the room goes on around it.
        role="dialog"
        className="tour-card"
      >
        <div id={wordsId} className="tour-card__words" aria-live="polite" aria-atomic="true">
          <h2 className="tour-card__title">{text(`steps.${step}.title`)}</h2>
          <span className="tour-card__count am-t2">{text("count", { at: there.indexOf(step) + 1, of: there.length })}</span>
          <p className="tour-card__text">{text(`steps.${step}.text`)}</p>
        </div>
        <div className="tour-card__acts">
          <Button size="s" variant="quiet" shortcut="Escape" onClick={leaveTour}>
            {text("leave")}
          </Button>
          <span className="am-grow" />
          {preceding !== null && (
            <Button size="s" onClick={previous}>
              {text("previous")}
            </Button>
          )}
          <Button ref={onward} size="s" variant="primary" shortcut="Enter" aria-describedby={wordsId} onClick={next}>
            {text(following === null ? "done" : "next")}
          </Button>
        </div>
      </section>
    </div>
  );
}
