import type { Role } from "@amaliyat/domain/identity";
import type { Access, Logged } from "./define.ts";
import type { LogType } from "../audit/types.ts";

/** Roles, each of which may call; objects of other sectors do not exist for them. */
export const rolesOfSector = (...roles: readonly Role[]): Access => ({ kind: "roles", roles, sectors: "own" });

/** Roles that see the whole room. */
export const rolesOfRoom = (...roles: readonly Role[]): Access => ({ kind: "roles", roles, sectors: "all" });

/** A partner body outside, by its token; it reaches what was forwarded to it and nothing else. */
export const byPartner: Access = { kind: "partner", use: "exchange" };

/** A city's system, by its key of Open311; it reaches what it sent itself. */
export const byPartnerKey: Access = { kind: "partner", use: "open311" };

export const signedIn: Access = { kind: "signed_in" };
export const open = (why: string): Access => ({ kind: "public", why });

export const byUseCase = (...types: readonly [LogType, ...LogType[]]): Logged => ({ by: "use_case", types });
export const notLogged = (why: string): Logged => ({ by: "none", why });
