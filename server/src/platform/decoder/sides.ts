/** Longest sides of the copies of a picture, in dots. */
export const WHOLE_SIDE = 1920;
export const SMALL_SIDE = 320;
