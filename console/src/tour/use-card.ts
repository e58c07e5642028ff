import { useLanguage } from "@amaliyat/ui/i18n";
import { useEffect, useEffectEvent, useLayoutEffect, useRef, type RefObject } from "react";
import { giveFocusBack } from "./focus.ts";
import { tourAct } from "./steps.ts";
import { settleFocus } from "./tour-state.ts";

type CardActs = { readonly next: () => void; readonly previous: () => void; readonly leave: () => void };

/** Reads the keys of the card while the focus is in it. Enter on a button presses that button. */
export function useCardKeys(card: RefObject<HTMLElement | null>, acts: CardActs): void {
  const { direction } = useLanguage();
  const onKeyDown = useEffectEvent((event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return;
    const isOnCard = event.key === "Enter" && event.target === event.currentTarget;
    const act = isOnCard ? "next" : tourAct(event.key, direction);
    if (act === null) return;
    event.preventDefault();
    acts[act]();
  });
  useEffect(() => {
    const box = card.current;
    const listener = (event: KeyboardEvent): void => onKeyDown(event);
    box?.addEventListener("keydown", listener);
    return () => box?.removeEventListener("keydown", listener);
  }, [card]);
}

/** Takes the focus for a card that its person opened, on its main button. Gives it back to where it was when the card goes. */
export function useCardFocus(card: RefObject<HTMLElement | null>, main: RefObject<HTMLElement | null>, takesFocus: boolean): void {
  const before = useRef<HTMLElement | null>(null);
  useEffect(() => {
    if (!takesFocus) return;
    const { activeElement } = document;
    before.current = activeElement instanceof HTMLElement ? activeElement : null;
    main.current?.focus();
    settleFocus();
  }, [main, takesFocus]);
  useLayoutEffect(() => {
    const box = card.current;
    const onFocusIn = ({ relatedTarget }: FocusEvent): void => {
      if (relatedTarget instanceof HTMLElement && box?.contains(relatedTarget) === false) before.current = relatedTarget;
    };
    box?.addEventListener("focusin", onFocusIn);
    return () => {
      box?.removeEventListener("focusin", onFocusIn);
      if (box?.contains(document.activeElement) === true) giveFocusBack(before.current);
    };
  }, [card]);
}
