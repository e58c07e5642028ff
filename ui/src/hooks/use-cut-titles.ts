import { useEffect } from "react";

/** Mark of a title that was given here. It changes with the text and goes once all of it fits. */
const MARK = "data-cut-title";
/** Elements above the pointer that are looked at: a text stands in a few elements at most. */
const MOST_ABOVE = 4;

function isCut(element: HTMLElement): boolean {
  return getComputedStyle(element).textOverflow === "ellipsis" && element.scrollWidth > element.clientWidth;
}

/** Gives an element whose text is cut the whole text as its title, and takes back a title that is not needed any more. */
function giveTitle(element: HTMLElement): void {
  const isOurs = element.hasAttribute(MARK);
  if (!isOurs && element.title !== "") return;
  const text = element.textContent.trim();
  if (text !== "" && isCut(element)) {
    element.title = text;
    element.setAttribute(MARK, "");
  } else if (isOurs) {
    element.removeAttribute("title");
    element.removeAttribute(MARK);
  }
}

/** Gives each text under the pointer that does not fit into its box its whole text as a title. Once in the frame of all screens. */
export function useCutTitles(): void {
  useEffect(() => {
    const look = ({ target }: Event): void => {
      let element = target instanceof HTMLElement ? target : null;
      for (let above = 0; element !== null && above < MOST_ABOVE; above++) {
        giveTitle(element);
        element = element.parentElement;
      }
    };
    document.addEventListener("pointerover", look, { passive: true });
    return () => document.removeEventListener("pointerover", look);
  }, []);
}
