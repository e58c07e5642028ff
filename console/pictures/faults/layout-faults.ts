import { isSeen, placeOf, type Fault } from "./fault.ts";

/** Smallest side of a target, px (WCAG 2.2, 2.5.8). */
const TARGET_PX = 24;
/** Part of a pixel by which a browser rounds. */
const ROUNDING_PX = 0.5;
const TARGETS =
  "a[href], button, input:not([type=hidden]), select, textarea, summary, [role=button], [role=tab], [role=option], [role=menuitem]";

/** Rectangle that a press reaches: that of the label too, if a control stands in one. */
function targetOf(element: Element): DOMRect {
  const own = element.getBoundingClientRect();
  const label = element.closest("label")?.getBoundingClientRect();
  return label !== undefined && label.width * label.height > own.width * own.height ? label : own;
}

/** Targets smaller than a finger or a hasty hand needs. A link inside a sentence has the height of its line. */
function smallTargets(): readonly Fault[] {
  const seen = [...document.querySelectorAll(TARGETS)].filter((one) => isSeen(one) && getComputedStyle(one).display !== "inline");
  return seen.flatMap((one) => {
    const { width, height } = targetOf(one);
    if (Math.min(width, height) >= TARGET_PX - ROUNDING_PX) return [];
    return [{ rule: "small target", place: `${placeOf(one)} ${Math.round(width)}×${Math.round(height)}` }];
  });
}

const hasOwnText = (element: Element): boolean =>
  [...element.childNodes].some(
    (node) =>
      (node.nodeType === Node.TEXT_NODE && node.nodeValue?.trim() !== "") ||
      (node instanceof HTMLElement && getComputedStyle(node).display === "inline"),
  );

/** True if the whole text can be had all the same: as a title, or as a name. The page gives a title once the pointer is over a cut text. */
function isTold(element: Element): boolean {
  element.dispatchEvent(new PointerEvent("pointerover", { bubbles: true }));
  const told = element.closest("[title]:not([title='']), [aria-label]") ?? element.querySelector("[title]:not([title=''])");
  return told !== null;
}

const RIGHT_TO_LEFT = /^[^\p{L}]*[\p{Script=Arabic}]/u;
const LEFT_TO_RIGHT = /^[^\p{L}]*[\p{Script=Latin}]/u;

/** The text that stands last in a box: of several, each in its own direction, it is the one that is cut. */
function lastText(element: Element, text: string): string {
  const apart = [...element.querySelectorAll("bdi")].at(-1)?.textContent.trim();
  return apart !== undefined && text.endsWith(apart) ? apart : text;
}

/** True if the box shows the end of its text and cuts its beginning. */
function isBeginningCut(element: Element, text: string, { direction, unicodeBidi }: CSSStyleDeclaration): boolean {
  if (unicodeBidi === "plaintext") return false;
  const last = lastText(element, text);
  return direction === "ltr" ? RIGHT_TO_LEFT.test(last) : LEFT_TO_RIGHT.test(last);
}

/** Texts that do not fit into their box: without a title, or cut at their beginning. */
function cutTexts(): readonly Fault[] {
  const faults: Fault[] = [];
  for (const element of document.body.querySelectorAll<HTMLElement>("*")) {
    const isWide = element.scrollWidth > element.clientWidth + 1;
    const isHigh = element.scrollHeight > element.clientHeight + 2;
    if ((!isWide && !isHigh) || element.clientWidth <= 1 || !hasOwnText(element) || !isSeen(element)) continue;
    const style = getComputedStyle(element);
    const isCutWide = isWide && /hidden|clip/u.test(style.overflowX);
    const isCutHigh = isHigh && style.webkitLineClamp !== "none" && /hidden|clip/u.test(style.overflowY);
    if (!isCutWide && !isCutHigh) continue;
    const text = element.textContent.trim();
    if (text === "") continue;
    if (!isTold(element)) faults.push({ rule: "cut text", place: placeOf(element) });
    if (isCutWide && isBeginningCut(element, text, style)) faults.push({ rule: "beginning cut", place: placeOf(element) });
  }
  return faults;
}

/** Headings of the first level must be one. */
function headings(): readonly Fault[] {
  const count = [...document.querySelectorAll("h1")].filter((one) => one.checkVisibility()).length;
  return count === 1 ? [] : [{ rule: "one h1", place: `${count} of them` }];
}

/** A page is never wider than its window. */
function wide(): readonly Fault[] {
  const boxes = [document.documentElement, document.body, ...document.querySelectorAll("main")];
  return boxes
    .filter((one) => one.scrollWidth > one.clientWidth + 1)
    .map((one) => ({ rule: "wider than the window", place: `${one.localName} ${one.scrollWidth} of ${one.clientWidth} px` }));
}

/** Faults of a page that its layout shows. */
export const layoutFaults = (): readonly Fault[] => [...headings(), ...smallTargets(), ...cutTexts(), ...wide()];
