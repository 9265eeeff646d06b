import { createTheme, type MantineColorsTuple } from "@mantine/core";

const navy: MantineColorsTuple = [
  "#eff5fc",
  "#dde8f5",
  "#b9cfea",
  "#8fb3de",
  "#6698d1",
  "#4480c4",
  "#2d6ab3",
  "#1f5699",
  "#17427c",
  "#0f2f5c",
];
const gold: MantineColorsTuple = [
  "#fff8e6",
  "#fdeec7",
  "#f9dc90",
  "#f5c954",
  "#f0b624",
  "#dd9f0c",
  "#bc8404",
  "#946703",
  "#6f4d05",
  "#4b3403",
];
const gray: MantineColorsTuple = [
  "#f7f9fc",
  "#eef1f6",
  "#e2e7ef",
  "#d3dae5",
  "#bac4d3",
  "#93a0b4",
  "#5c6a80",
  "#445168",
  "#2f3a4d",
  "#1c2433",
];
const dark: MantineColorsTuple = [
  "#d9dfe9",
  "#bcc5d3",
  "#98a3b5",
  "#6d798c",
  "#475264",
  "#38424f",
  "#2b343f",
  "#1f262f",
  "#181e26",
  "#11161c",
];

/**
 * One look for mail and administration. System fonts cost nothing and have every Vietnamese letter; the line height
 * leaves room for stacked marks (ễ, ậ). Text colours keep a contrast of 4.5 and more on both schemes.
 */
export const theme = createTheme({
  colors: { navy, gold, gray, dark },
  primaryColor: "navy",
  primaryShade: { light: 7, dark: 6 },
  autoContrast: true,
  defaultRadius: "sm",
  cursorType: "pointer",
  respectReducedMotion: true,
  fontFamily: '"Segoe UI", Roboto, "Helvetica Neue", Arial, "Liberation Sans", sans-serif',
  fontFamilyMonospace: 'Consolas, "Liberation Mono", monospace',
  headings: { fontFamily: "inherit", fontWeight: "600" },
  fontSizes: { xs: "0.78rem", sm: "0.875rem", md: "0.9375rem", lg: "1.0625rem", xl: "1.25rem" },
  lineHeights: { xs: "1.5", sm: "1.5", md: "1.55", lg: "1.55", xl: "1.5" },
});
