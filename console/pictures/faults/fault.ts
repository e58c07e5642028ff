/** A fault of a page that a machine can see: the rule, and the element that breaks it. */
export type Fault = { readonly rule: string; readonly place: string };

/** Longest text shown of an element. */
const SHOWN = 40;

/** Names an element so that it is found in the code: its tag and classes, and the beginning of its text. */
export function placeOf(element: Element): string {
  const classes = [...element.classList].slice(0, 3).map((name) => `.${name}`);
  const text = element.textContent.trim().replaceAll(/\s+/gu, " ").slice(0, SHOWN);
  const parent = classes.length === 0 && element.parentElement !== null ? `${element.parentElement.className.split(" ")[0] ?? ""} > ` : "";
  return `${parent}${element.localName}${classes.join("")}${text === "" ? "" : ` «${text}»`}`;
}

/** True if a person sees the element; one that stands for readers of the screen alone is a pixel wide. */
export function isSeen(element: Element): boolean {
  if (!element.checkVisibility({ visibilityProperty: true, opacityProperty: true })) return false;
  const { width, height } = element.getBoundingClientRect();
  return width > 1 && height > 1;
}
