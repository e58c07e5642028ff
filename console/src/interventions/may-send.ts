import type { Advised } from "@amaliyat/contract/dispatch";

/** A unit that the room would let go: bound to nothing and in service. One with an old position may be sent; its age is said. */
export const maySend = (one: Pick<Advised, "unit">): boolean => one.unit.status === "available" || one.unit.status === "reserved";
