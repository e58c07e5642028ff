export { CameraPicture, type CameraPictureProps } from "./camera-picture.tsx";
export { VideoWall } from "./video-wall.tsx";
