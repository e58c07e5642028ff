/** Priority by shape before colour: octagon, triangle, circle, bar; outlines of 24 × 24. */
export const PRIORITY_SHAPES = {
  P1: "M8 1.5h8L22.5 8v8L16 22.5H8L1.5 16V8Z",
  P2: "M12 1.8 23.2 22H.8Z",
  P3: "M12 2a10 10 0 1 0 0 20 10 10 0 0 0 0-20Z",
  P4: "M2 6h20v12H2Z",
};
