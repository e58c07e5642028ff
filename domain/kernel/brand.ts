declare const brand: unique symbol;

/** A string that can only be made where it was checked: an id of one kind is no id of another. */
export type Brand<T, Name extends string> = T & { readonly [brand]: Name };

export type UserId = Brand<string, "UserId">;
export type SessionId = Brand<string, "SessionId">;
export type SectorId = Brand<string, "SectorId">;
export type SiteId = Brand<string, "SiteId">;
export type CameraId = Brand<string, "CameraId">;
export type InterventionId = Brand<string, "InterventionId">;
export type UnitId = Brand<string, "UnitId">;
export type AssignmentId = Brand<string, "AssignmentId">;
