import { GRIDS, LAYOUT_NAME_LENGTH, SLOTS, WINDOW_ROLES } from "@amaliyat/domain/workstations";
import { z } from "zod";
import { id, instant, line, name } from "../route/fields.ts";

const px = z.number().int().min(-100_000).max(100_000);
/** A window or a screen on the desktop of a workstation, in CSS px. */
export const bounds = z.object({ left: px, top: px, width: px.min(1), height: px.min(1) });

export const arrangement = z.object({
  grid: z.enum(GRIDS),
  cameras: z
    .array(id.nullable())
    .length(SLOTS)
    .refine((all) => all.every((camera, slot) => camera === null || all.indexOf(camera) === slot), "holds a camera twice")
    .describe("Camera of each slot; a camera stands in one slot at most."),
});

export const windowRole = z.enum(WINDOW_ROLES);

export const workstationWindow = z.object({
  role: windowRole,
  bounds: bounds.nullable().describe("Where it was seen last; null if its browser does not say."),
  wall: arrangement.nullable().describe("The wall that it shows; null if it shows none."),
});
export type WorkstationWindow = z.output<typeof workstationWindow>;

/** Change of a window by its person. An act that says nothing would leave a window that stands nowhere. */
export const windowChange = z
  .strictObject({ bounds: bounds.nullable().optional(), wall: arrangement.nullable().optional() })
  .refine((change) => change.bounds !== undefined || change.wall !== undefined, "changes nothing");

const workstationName = line(60);
/** Name that a person gives to a workstation. Names without a letter would all be the same. */
export const newWorkstationName = name(60);

/** A workplace of the room with its windows. A browser knows which one it is; everything else about it is kept by the room. */
export const workstation = z.object({
  workstationId: id,
  number: z.number().int().min(1),
  name: workstationName.nullable(),
  windows: z.array(workstationWindow),
});
export type Workstation = z.output<typeof workstation>;

const layoutName = line(LAYOUT_NAME_LENGTH);
/** Name that a person gives to a layout. */
export const newLayoutName = name(LAYOUT_NAME_LENGTH);

/** A wall that was saved under a name. A shared one is offered to every person of the room. */
export const layout = z.object({
  layoutId: id,
  name: layoutName,
  isShared: z.boolean(),
  ownerId: id,
  ownerName: z.string(),
  savedAt: instant,
  version: z.number().int().min(1),
  ...arrangement.shape,
});
export type Layout = z.output<typeof layout>;
