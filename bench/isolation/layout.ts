/** Dead: refuses connections. Silent: takes them and says nothing. Hole: answers no SYN. Hostile: a peer of the laboratory that is no camera. */
export const BAD = ["dead", "silent", "hole", "hostile"] as const;
/** Falling: as a healthy one until it is told to fall; then its connection is cut and it answers no request. */
export type Kind = "healthy" | "falling" | (typeof BAD)[number];

export type Place = {
  readonly name: string;
  readonly kind: Kind;
  /** Own address of the camera on loopback, as on a network of cameras. */
  readonly host: string;
  readonly site: string;
  /** True for every second healthy camera: its connection is cut once. */
  readonly isCut: boolean;
};

/** Cameras of one site. */
const SITE = 8;

/** Every second camera is healthy, and so is half of every site. The others are of the bad kinds in turn. */
export function layOut(count: number, bad: readonly Kind[] = BAD): Place[] {
  return Array.from({ length: count }, (_, nth): Place => {
    const pair = Math.floor(nth / 2);
    const kind = nth % 2 === 0 ? "healthy" : (bad[pair % bad.length] ?? "dead");
    return {
      name: `cam${nth}`,
      kind,
      host: `127.1.${Math.floor(nth / 200)}.${1 + (nth % 200)}`,
      site: `site${Math.floor(nth / SITE)}`,
      isCut: kind === "healthy" && pair % 2 === 0,
    };
  });
}
