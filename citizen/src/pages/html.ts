import { ICON_SHAPES, type IconName } from "../icons/icon-shapes.ts";

/** Text of ours inside a page that the build writes. */
export const text = (words: string): string => words.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll('"', "&quot;");

export const icon = (name: IconName, size = 24): string =>
  `<svg class="icon" width="${size}" height="${size}" viewBox="0 0 24 24" aria-hidden="true">${ICON_SHAPES[name]}</svg>`;

/** A number that is dialled, the same way round in every language. */
export const number = (digits: string): string => `<bdi class="num">${digits}</bdi>`;
