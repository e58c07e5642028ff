import { cameras } from "@amaliyat/contract/cameras";
import { ok } from "@amaliyat/domain/kernel";
import { scopeOf } from "../identity/index.ts";
import { transaction } from "../platform/database/index.ts";
import { serve, type Served } from "../platform/http/index.ts";
import type { Vault } from "../platform/vault.ts";
import { readSettings } from "./camera-settings.ts";
import type { CamerasDeps } from "./cameras-deps.ts";
import { listCameras } from "./cameras-queries.ts";
import { changeCamera, createCamera, moveCamera } from "./change-camera.ts";
import { changeSite } from "./change-site.ts";
import { healthBoard } from "./health/board.ts";
import { takeFaults } from "./health/take-faults.ts";
import { setCredentials } from "./credentials.ts";
import { createSite, phases, putPhase, sites } from "./sites.ts";
import { takeLoss } from "./take-loss.ts";
import { testCamera } from "./test-camera.ts";

/** The routes of this feature, each joined to its use case. */
export const camerasRoutes = (deps: CamerasDeps, vault: Vault): Served[] => [
  serve(cameras.list, async ({ who }) => ok(await transaction(deps.db, scopeOf(who), listCameras, { readOnly: true }))),
  serve(cameras.health, async ({ who, at }) =>
    ok(await transaction(deps.db, scopeOf(who), (tx) => healthBoard(tx, at), { readOnly: true })),
  ),
  serve(cameras.takeFaults, (call) => takeFaults(deps, call)),
  serve(cameras.settings, (call) => readSettings(deps.db, call)),
  serve(cameras.create, (call) => createCamera(deps, call)),
  serve(cameras.change, (call) => changeCamera(deps, call)),
  serve(cameras.setCredentials, (call) => setCredentials(deps, vault, call)),
  serve(cameras.move, (call) => moveCamera(deps, call)),
  serve(cameras.test, (call) => testCamera(deps, vault, call)),
  serve(cameras.takeLoss, (call) => takeLoss(deps, call)),
  serve(cameras.sites, (call) => sites(deps.db, call)),
  serve(cameras.createSite, (call) => createSite(deps.db, call)),
  serve(cameras.changeSite, (call) => changeSite(deps, call)),
  serve(cameras.phases, (call) => phases(deps.db, call)),
  serve(cameras.putPhase, (call) => putPhase(deps.db, call)),
];
