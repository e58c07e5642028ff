/** Opens the most urgent report that waits, from every screen. */
export const FIRST_KEY = "Shift+F8";
