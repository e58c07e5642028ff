export { VideoWall } from "./video-wall.tsx";
