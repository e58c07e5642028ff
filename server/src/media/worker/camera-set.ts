import { Turns } from "@amaliyat/domain/kernel";
import { isDeepStrictEqual } from "node:util";
import { Camera, type CameraSurroundings } from "../ingest/camera.ts";
import type { CameraSource, GapCause, StreamName } from "../model.ts";
import type { AssignedCamera } from "./protocol.ts";

/** True if nothing changed but the site: a camera that is put to another one is not interrupted, and has its new site from the next start on. */
const isSame = (before: CameraSource, after: CameraSource | undefined): boolean =>
  after !== undefined && isDeepStrictEqual({ ...before, site: null }, { ...after, site: null });

/** The cameras of one worker, kept equal to what was assigned. */
export class CameraSet {
  readonly #around: CameraSurroundings;
  readonly #cameras = new Map<string, Camera>();
  readonly #watched = new Set<string>();
  readonly #turns = new Turns();

  constructor(around: CameraSurroundings) {
    this.#around = around;
  }

  get size(): number {
    return this.#cameras.size;
  }

  get packetsLost(): number {
    return [...this.#cameras.values()].reduce((sum, camera) => sum + camera.packetsLost, 0);
  }

  /** One assignment after the other: a changed camera is stopped, its last file closed, and begun anew. */
  assign(cameras: readonly AssignedCamera[]): void {
    void this.#turns.run(() => this.#reconcile(cameras));
  }

  read(): void {
    for (const camera of this.#cameras.values()) camera.read();
  }

  check(now: number, lastCheck: number): void {
    for (const camera of this.#cameras.values()) camera.check(now, lastCheck);
  }

  watch(cameraId: string, stream: StreamName, on: boolean): void {
    const key = `${cameraId} ${stream}`;
    if (on) this.#watched.add(key);
    else this.#watched.delete(key);
    this.#cameras.get(cameraId)?.watch(stream, on);
  }

  /** Ends all cameras; resolves when their files are closed. */
  async stop(cause: GapCause): Promise<void> {
    await this.#turns.idle();
    await Promise.all([...this.#cameras.values()].map((camera) => camera.stop(cause)));
    this.#cameras.clear();
  }

  async #reconcile(cameras: readonly AssignedCamera[]): Promise<void> {
    const wanted = new Map(cameras.map((assigned) => [assigned.source.cameraId, assigned]));
    const gone = [...this.#cameras.values()].filter((camera) => !isSame(camera.source, wanted.get(camera.source.cameraId)?.source));
    const openGaps = new Map(await Promise.all(gone.map((camera) => this.#end(camera, wanted.get(camera.source.cameraId)))));
    for (const { source, openGap } of cameras) {
      if (this.#cameras.has(source.cameraId)) continue;
      this.#begin(source.cameraId, new Camera(source, openGaps.get(source.cameraId) ?? openGap, this.#around));
    }
  }

  #begin(cameraId: string, camera: Camera): void {
    this.#cameras.set(cameraId, camera);
    for (const stream of ["main", "sub"] as const) if (this.#watched.has(`${cameraId} ${stream}`)) camera.watch(stream, true);
  }

  async #end(camera: Camera, next: AssignedCamera | undefined): Promise<[string, Camera["openGap"]]> {
    this.#cameras.delete(camera.source.cameraId);
    const cause = next === undefined ? "out_of_service" : next.source.record ? "reconfigured" : "recording_off";
    await camera.stop(cause);
    return [camera.source.cameraId, camera.openGap];
  }
}
