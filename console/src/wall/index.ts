export { CameraPicture, type CameraPictureProps } from "./tile/camera-picture.tsx";
export { wallRoute } from "./route.ts";
export { VideoWall } from "./video-wall.tsx";
