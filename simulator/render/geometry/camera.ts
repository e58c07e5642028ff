import { cross, dot, scale, subtract, unit } from "./vector.ts";
import type { Vec } from "./vector.ts";

/** A pinhole camera of a picture of `width` × `height` pixels. */
export type View = {
  readonly width: number;
  readonly height: number;
  readonly eye: Vec;
  readonly right: Vec;
  readonly up: Vec;
  readonly ahead: Vec;
  /** Focal length in pixels. */
  readonly focal: number;
};

/** Mount of a scene's camera. */
export type Mount = { readonly eye: Vec; readonly target: Vec; /** Horizontal field of view, degrees. */ readonly fov: number };

/** The view of a mounted camera at a picture size. */
export function viewOf(mount: Mount, width: number, height: number): View {
  const ahead = unit(subtract(mount.target, mount.eye));
  const right = unit(cross(ahead, [0, 0, 1]));
  return {
    width,
    height,
    eye: mount.eye,
    right,
    up: cross(right, ahead),
    ahead,
    focal: width / 2 / Math.tan((mount.fov * Math.PI) / 360),
  };
}

/** Picture place of a point, and its distance along the view axis (≤ 0 behind the camera). */
export function project(view: View, p: Vec): { x: number; y: number; depth: number } {
  const d = subtract(p, view.eye);
  const depth = dot(d, view.ahead);
  const k = view.focal / Math.max(depth, 1e-6);
  return { x: view.width / 2 + dot(d, view.right) * k, y: view.height / 2 - dot(d, view.up) * k, depth };
}

/** Direction of the ray through a picture place; its component along the view axis is 1, so that t is depth. */
export function rayThrough(view: View, x: number, y: number): Vec {
  const a = (x - view.width / 2) / view.focal;
  const b = (view.height / 2 - y) / view.focal;
  const [rx, ry, rz] = scale(view.right, a);
  const [ux, uy, uz] = scale(view.up, b);
  return [view.ahead[0] + rx + ux, view.ahead[1] + ry + uy, view.ahead[2] + rz + uz];
}
