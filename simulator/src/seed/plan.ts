import type { Purpose } from "@amaliyat/domain/cameras";
import type { UnitKind } from "@amaliyat/domain/dispatch";
import type { Role } from "@amaliyat/domain/identity";
import type { Point, Ring, Text3 } from "@amaliyat/domain/kernel";

/** Furnishings of a room. Codes name things among each other; the room gives them its own ids. */
export type Plan = {
  readonly sectors: readonly {
    readonly code: string;
    readonly parent: string | null;
    readonly names: Text3;
    readonly boundary: Ring | null;
  }[];
  readonly phases: readonly { readonly number: number; readonly names: Text3; readonly inServiceOn: string | null }[];
  readonly users: readonly {
    readonly username: string;
    readonly name: string;
    readonly nameLatin: string;
    readonly badge: string;
    readonly role: Role;
    readonly sectors: readonly string[];
  }[];
  readonly sites: readonly { readonly code: string; readonly names: Text3; readonly place: Point; readonly phase: number }[];
  readonly cameras: readonly {
    readonly code: string;
    readonly names: Text3;
    readonly site: string;
    readonly directionDeg: number;
    readonly fieldOfViewDeg: number;
    readonly rangeM: number;
    readonly purposes: readonly Purpose[];
    /** Below the RTSP server: `<path>/main`, `<path>/sub`. */
    readonly path: string;
  }[];
  readonly units: readonly { readonly code: string; readonly kind: UnitKind; readonly sector: string; readonly username: string }[];
};
